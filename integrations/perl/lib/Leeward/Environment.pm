package Leeward::Environment;

use 5.026;
use strict;
use warnings;

use Encode ();

=head1 NAME

Leeward::Environment - what the environment file says of the region that an application runs in

=head1 SYNOPSIS

    use Leeward::Environment;

    my $here = Leeward::Environment->of('/etc/leeward/environment');
    my $store = Paws->service('DynamoDB', region => $here->get('AWS_REGION'));
    die "no writing here\n" if $here->is_fenced;

The form of the file is that of ENVIRONMENT.md. Nothing of it is expanded or run, and a file that is wrong anywhere is refused
as a whole: C<of> and C<parse> die with one line that names the file and what is wrong.

=cut

use constant MOST_BYTES => 65_536;

my @NEEDED = qw(LEEWARD_SERVICE LEEWARD_REGION LEEWARD_ACTIVE LEEWARD_EPOCH LEEWARD_FENCED);
my %KNOWN;

=head2 of($path)

What the file says now. A process that lives for many requests may call it for each: it reads again only when the file was
replaced.

=cut

sub of {
    my ($class, $path) = @_;
    my @stat = stat $path or die "$path: $!\n";
    my $looks = join ' ', @stat[0, 1, 7, 9, 10];
    my $known = $KNOWN{$path};
    return $known->[1] if $known && $known->[0] eq $looks;
    open my $file, '<:raw', $path or die "$path: $!\n";
    my $text = '';
    defined read $file, $text, MOST_BYTES + 1 or die "$path: $!\n";
    close $file;
    my $read = $class->parse($text, $path);
    $KNOWN{$path} = [$looks, $read];
    return $read;
}

=head2 parse($text, $path)

What a text of bytes says; the path is for messages.

=cut

sub parse {
    my ($class, $bytes, $path) = @_;
    $path //= 'environment';
    die "$path: larger than ${\ MOST_BYTES} bytes\n" if length $bytes > MOST_BYTES;
    my $text = eval { Encode::decode('UTF-8', $bytes, Encode::FB_CROAK | Encode::LEAVE_SRC) };
    die "$path: not UTF-8\n" if !defined $text;
    my %values;
    my $number = 0;
    for my $line (split /\n/, $text, -1) {
        my $here = "$path:" . ++$number;
        next if $line eq '' || $line =~ /\A#/;
        my ($name, $written) = $line =~ /\A([A-Z_][A-Z0-9_]*)=(.*)\z/s or die "$here: not NAME=value\n";
        die "$here: $name stands twice\n" if exists $values{$name};
        $values{$name} = _value($written, "$here: $name");
    }
    _check(\%values, $path);
    return bless \%values, $class;
}

sub _value {
    my ($written, $here) = @_;
    return $written if $written =~ m{\A[A-Za-z0-9_.,:/@%+-]*\z};
    my ($inner) = $written =~ /\A"((?:[^"\\`\$\x00-\x1f\x7f]|\\["\\`\$])*)"\z/
        or die "$here: this value has to stand in double quotes, with \\ before \" \\ ` and \$\n";
    $inner =~ s/\\(.)/$1/g;
    return $inner;
}

sub _check {
    my ($values, $path) = @_;
    for my $name (@NEEDED) {
        die "$path: $name is missing\n" if ($values->{$name} // '') eq '';
    }
    die "$path: LEEWARD_EPOCH is no whole number\n" if $values->{LEEWARD_EPOCH} !~ /\A[0-9]{1,18}\z/;
    die "$path: LEEWARD_FENCED is neither yes nor no\n" if $values->{LEEWARD_FENCED} !~ /\A(?:yes|no)\z/;
    return;
}

=head2 get($name)

A value by its name; undef where there is none.

=head2 service, region, active, epoch

The service, the region that this host is in, the region that carries the traffic, and the epoch of the move that brought it there.

=head2 is_active, is_fenced

Whether the traffic is here, and whether the application must not write here.

=cut

sub get       { return $_[0]{ $_[1] } }
sub service   { return $_[0]{LEEWARD_SERVICE} }
sub region    { return $_[0]{LEEWARD_REGION} }
sub active    { return $_[0]{LEEWARD_ACTIVE} }
sub epoch     { return 0 + $_[0]{LEEWARD_EPOCH} }
sub is_active { return $_[0]->region eq $_[0]->active }
sub is_fenced { return $_[0]{LEEWARD_FENCED} eq 'yes' }

1;
