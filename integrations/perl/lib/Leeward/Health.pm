package Leeward::Health;

use 5.026;
use strict;
use warnings;

use JSON::PP ();
use Leeward::Environment;
use Time::HiRes ();

=head1 NAME

Leeward::Health - answers health checks of a host

=head1 SYNOPSIS

    use Leeward::Health;

    my $health = Leeward::Health->by('/etc/leeward/environment')
        ->check('database', sub { my ($here) = @_; $dbh->ping });

    $health->cgi;        # as a CGI program
    $health->psgi;       # an application for plackup and the like

200 while all checks pass, 503 otherwise, and 503 while the region is fenced. A check fails when it dies or returns a false value; it
has to end by itself. What it says goes to standard error and not to whoever asks, since it may name hosts and users.

=cut

sub by {
    my ($class, $path) = @_;
    return bless { path => $path, checks => [] }, $class;
}

sub check {
    my ($self, $name, $code) = @_;
    push @{ $self->{checks} }, [$name, $code];
    return $self;
}

=head2 look

Runs all checks; returns the HTTP status and what to say. With C<< fence => 'ignore' >> as it would be without a fence: Leeward asks so
(C<?fence=ignore>), since it raised the fence, takes it down before traffic comes back, and has to know before that whether it could.

=cut

sub look {
    my ($self, %how) = @_;
    my $here = eval { Leeward::Environment->of($self->{path}) };
    if (!$here) {
        warn "leeward: $@";
        return (503, { status => 'failing', reason => 'the environment file cannot be used' });
    }
    my (%checks, $bad);
    for my $each (@{ $self->{checks} }) {
        my ($name, $code) = @$each;
        my $began = Time::HiRes::time();
        my $ok = eval { $code->($here) };
        warn "leeward: check '$name': $@" if $@;
        $bad ||= !$ok;
        $checks{$name} = {
            ok => $ok ? JSON::PP::true : JSON::PP::false,
            ms => 0 + sprintf('%.1f', 1000 * (Time::HiRes::time() - $began)),
        };
    }
    my $fenced = $here->is_fenced && ($how{fence} // '') ne 'ignore';
    my $status = $fenced ? 'fenced' : $bad ? 'failing' : 'ok';
    return ($status eq 'ok' ? 200 : 503, {
        status  => $status,
        service => $here->service,
        region  => $here->region,
        active  => $here->active,
        epoch   => $here->epoch,
        checks  => \%checks,
    });
}

sub _answer {
    my ($self, $query) = @_;
    my $ignoring = ($query // '') =~ /(?:\A|&)fence=ignore(?:&|\z)/;
    my ($code, $said) = $self->look($ignoring ? (fence => 'ignore') : ());
    return ($code, 'text/plain; charset=utf-8', "$said->{status}\n") if ($query // '') =~ /(?:\A|&)format=text(?:&|\z)/;
    return ($code, 'application/json', JSON::PP->new->canonical->utf8->encode($said) . "\n");
}

=head2 cgi

Answers one request as a CGI program.

=cut

sub cgi {
    my ($self) = @_;
    my ($code, $type, $body) = $self->_answer($ENV{QUERY_STRING});
    my $reason = $code == 200 ? 'OK' : 'Service Unavailable';
    print "Status: $code $reason\r\nContent-Type: $type\r\nCache-Control: no-store\r\n\r\n$body";
    return;
}

=head2 psgi

A PSGI application.

=cut

sub psgi {
    my ($self) = @_;
    return sub {
        my ($code, $type, $body) = $self->_answer($_[0]{QUERY_STRING});
        return [$code, ['Content-Type' => $type, 'Cache-Control' => 'no-store'], [$body]];
    };
}

1;
