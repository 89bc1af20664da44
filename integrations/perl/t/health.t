use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use File::Temp ();
use JSON::PP ();
use Leeward::Health;
use Test::More;

my $good = join "\n", 'LEEWARD_SERVICE=shop', 'LEEWARD_REGION=eu-central', 'LEEWARD_ACTIVE=us-east', 'LEEWARD_EPOCH=7',
    'LEEWARD_FENCED=no', '';
my $folder = File::Temp->newdir;
my $number = 0;
local $SIG{__WARN__} = sub { };

sub placed {
    my ($text) = @_;
    my $path = "$folder/" . $number++;
    open my $file, '>:raw', $path or die "$path: $!";
    print {$file} $text;
    close $file or die "$path: $!";
    return $path;
}

subtest 'well while all checks are' => sub {
    my ($code, $said) = Leeward::Health->by(placed($good))->check('fine', sub { $_[0]->epoch == 7 })->look;
    is($code, 200, 'status');
    is($said->{status}, 'ok', 'word');
    is($said->{region}, 'eu-central', 'region');
    ok($said->{checks}{fine}{ok}, 'check');
};

subtest 'a check that fails or dies is not told in detail' => sub {
    my $health = Leeward::Health->by(placed($good))
        ->check('database', sub { die "user:password\@host\n" })
        ->check('queue', sub { 0 });
    my ($code, $said) = $health->look;
    is($code, 503, 'status');
    is($said->{status}, 'failing', 'word');
    unlike(JSON::PP->new->encode($said), qr/password/, 'no detail');
};

subtest 'a fenced region is not well' => sub {
    my ($code, $said) = Leeward::Health->by(placed($good =~ s/FENCED=no/FENCED=yes/r))->look;
    is($code, 503, 'status');
    is($said->{status}, 'fenced', 'word');
};

subtest 'whoever raised the fence learns whether the rest is well' => sub {
    my $health = Leeward::Health->by(placed($good =~ s/FENCED=no/FENCED=yes/r));
    is(($health->look(fence => 'ignore'))[0], 200, 'well');
    is($health->psgi->({ QUERY_STRING => 'format=text&fence=ignore' })->[0], 200, 'asked over HTTP');
    is($health->psgi->({ QUERY_STRING => 'fence=ignored' })->[0], 503, 'not by another word');
    $health->check('queue', sub { 0 });
    is(($health->look(fence => 'ignore'))[0], 503, 'not well');
};

subtest 'a file that cannot be used is not well' => sub {
    my ($code, $said) = Leeward::Health->by(placed('nonsense'))->look;
    is($code, 503, 'status');
    is($said->{status}, 'failing', 'word');
};

subtest 'as PSGI' => sub {
    my $app = Leeward::Health->by(placed($good))->psgi;
    my $answer = $app->({ QUERY_STRING => 'format=text' });
    is_deeply($answer, [200, ['Content-Type' => 'text/plain; charset=utf-8', 'Cache-Control' => 'no-store'], ["ok\n"]], 'text');
    is(JSON::PP->new->utf8->decode($app->({})->[2][0])->{epoch}, 7, 'JSON');
};

subtest 'as CGI' => sub {
    local $ENV{LEEWARD_ENVIRONMENT} = placed($good);
    local $ENV{QUERY_STRING} = '';
    my $answer = qx($^X "$FindBin::Bin/../health.cgi");
    like($answer, qr/\AStatus: 200 OK\r\nContent-Type: application\/json\r\n/, 'headers');
    like($answer, qr/"status":"ok"/, 'body');
};

done_testing;
