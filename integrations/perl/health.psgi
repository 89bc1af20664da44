# The health page of this host: plackup health.psgi, or mounted in the application's own. Add what it cannot work without.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Leeward::Health;

Leeward::Health->by($ENV{LEEWARD_ENVIRONMENT} // '/etc/leeward/environment')->check('alive', sub { 1 })->psgi;
