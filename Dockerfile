# One static binary on nothing: zones are in the binary, CA roots beside it.
#
#   docker build -t readout .
#   docker run --rm -it readout chat --sample
#   docker run -d -e TELEGRAM_BOT_TOKEN -v readout:/data readout

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/readout ./cmd/readout \
 && mkdir -p /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/readout /readout
# The folder of the volume belongs to the user below, so a new volume does too.
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV READOUT_STORE=sqlite:/data/readout.db
# The binary asks the one that runs; there is no shell here.
HEALTHCHECK --interval=1m --timeout=15s --start-period=30s CMD ["/readout", "check", "--health"]
ENTRYPOINT ["/readout"]
CMD ["run"]
