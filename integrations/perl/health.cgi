#!/usr/bin/perl
# The health page of this host as a CGI program: add what the application cannot work without.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::Bin/lib";
use Leeward::Health;

Leeward::Health->by($ENV{LEEWARD_ENVIRONMENT} // '/etc/leeward/environment')->check('alive', sub { 1 })->cgi;
