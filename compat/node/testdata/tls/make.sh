#!/bin/sh
# Makes the certificates of these tests anew: an authority, and a server's for localhost.
set -e
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj "/O=tests/CN=authority" -addext basicConstraints=critical,CA:TRUE -keyout authority.key -out authority.pem
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/O=tests/CN=localhost" -keyout server.key -out server.csr
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' > server.ext
openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -days 36500 -extfile server.ext -out server.pem
rm authority.key server.csr server.ext
