#!/bin/sh
# Starts the test server on 127.0.0.1:PORT (default 27099; 0: a free one) in the foreground.
# It prints "ready mongodb://127.0.0.1:PORT" once it answers. Needs a JDK 17 and Maven.
set -eu
cd "$(dirname "$0")"
port="${1:-27099}"
if [ ! -d lib ]; then
	mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib.part >&2
	mv lib.part lib
fi
exec java -Xmx512m -cp 'lib/*' Server.java "$port"
