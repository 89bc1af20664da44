use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/../lib";
use File::Temp ();
use Leeward::Environment;
use Test::More;

my $good = join "\n", 'LEEWARD_SERVICE=shop', 'LEEWARD_REGION=eu-central', 'LEEWARD_ACTIVE=us-east', 'LEEWARD_EPOCH=7',
    'LEEWARD_FENCED=no', '';

sub refused {
    my ($text, $why) = @_;
    my $read = eval { Leeward::Environment->parse($text, 'env') };
    ok(!$read, "refused: $why");
    like($@, qr/\Q$why\E/, 'and says why');
    unlike($@, qr/ at \S+ line /, 'in words for people');
}

subtest 'values are read as they are' => sub {
    my $here = Leeward::Environment->parse(
        $good . qq(# a comment\n\nA="two words, \\"quoted\\" \\\\ \\\$HOME"\nB=\nURL=http://127.0.0.1:8001/x\n));
    is($here->service, 'shop', 'service');
    is($here->region, 'eu-central', 'region');
    is($here->active, 'us-east', 'active');
    ok(!$here->is_active, 'not active');
    is($here->epoch, 7, 'epoch');
    ok(!$here->is_fenced, 'not fenced');
    is($here->get('A'), 'two words, "quoted" \\ $HOME', 'quoted');
    is($here->get('B'), '', 'empty');
    is($here->get('URL'), 'http://127.0.0.1:8001/x', 'bare');
    is($here->get('C'), undef, 'missing');
};

subtest 'nothing is expanded or run' => sub {
    refused($good . 'A="$(id)"', 'env:6: A');
    refused($good . 'A="`id`"', 'env:6: A');
    refused($good . 'A=$HOME', 'env:6: A');
    refused($good . 'export A=b', 'env:6: not NAME=value');
};

subtest 'what is wrong is named by its line' => sub {
    refused($good . 'A=two words', 'env:6: A');
    refused($good . 'A="open', 'env:6: A');
    refused($good . 'a=b', 'env:6: not NAME=value');
    refused($good . 'LEEWARD_EPOCH=8', 'env:6: LEEWARD_EPOCH stands twice');
    refused($good . "A=b\r", 'env:6: A');
    refused($good . "A=\xff", 'not UTF-8');
    refused($good =~ s/EPOCH=7/EPOCH=seven/r, 'LEEWARD_EPOCH is no whole number');
    refused($good =~ s/FENCED=no/FENCED=maybe/r, 'LEEWARD_FENCED is neither yes nor no');
    refused('LEEWARD_SERVICE=shop', 'LEEWARD_REGION is missing');
    refused($good . '#' x 65_536, 'larger than');
};

subtest 'a file that was replaced is read again' => sub {
    my $folder = File::Temp->newdir;
    my $path = "$folder/environment";
    write_file($path, $good);
    my $first = Leeward::Environment->of($path);
    is(Leeward::Environment->of($path), $first, 'the same while it stands');
    write_file("$path.new", $good =~ s/ACTIVE=us-east/ACTIVE=eu-central/r);
    rename "$path.new", $path or die "$path: $!";
    ok(Leeward::Environment->of($path)->is_active, 'replaced');
};

subtest 'a missing file is refused' => sub {
    ok(!eval { Leeward::Environment->of('/nowhere/environment') }, 'refused');
    like($@, qr{/nowhere/environment}, 'named');
};

sub write_file {
    my ($path, $text) = @_;
    open my $file, '>:raw', $path or die "$path: $!";
    print {$file} $text;
    close $file or die "$path: $!";
    return;
}

done_testing;
