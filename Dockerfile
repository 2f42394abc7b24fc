# syntax=docker/dockerfile:1
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /dvcbot ./cmd/dvcbot && mkdir /data /keys

# The zone data is inside the binary. A new volume takes the owner of the folder it covers.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /dvcbot /dvcbot
COPY --from=build --chown=nonroot:nonroot /data /data
COPY --from=build --chown=nonroot:nonroot /keys /keys
ENV DVCBOT_STORE=sqlite:/data/dvcbot.db DVCBOT_KEYSET=/keys/keyset.json DVCBOT_LISTEN=0.0.0.0:8080
VOLUME ["/data", "/keys"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["/dvcbot", "doctor", "--live"]
ENTRYPOINT ["/dvcbot"]
CMD ["serve"]
