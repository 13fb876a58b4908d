# syntax=docker/dockerfile:1
# Stage 1 builds the static binary; the image holds that binary, certificates and a writable /tmp, and no operating system.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -tags lambda.norpc -ldflags '-s -w' -o /out/wasmglue ./cmd/wasmglue \
 && mkdir -p /out/root/tmp /out/root/action && chmod 1777 /out/root/tmp && chown 65532:65532 /out/root/action

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/root/ /
COPY --from=build /out/wasmglue /wasmglue
ENV HOME=/tmp TMPDIR=/tmp WASMGLUE_CACHE=/tmp/.wasmglue
USER 65532:65532
WORKDIR /action
EXPOSE 8080
ENTRYPOINT ["/wasmglue"]
CMD ["serve", "openwhisk"]
