# syntax=docker/dockerfile:1
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /dvcbot ./cmd/dvcbot && mkdir /data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /dvcbot /dvcbot
COPY --from=build --chown=nonroot:nonroot /data /data
ENV DVCBOT_STORE=sqlite:/data/dvcbot.db DVCBOT_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s CMD ["/dvcbot", "doctor", "--live"]
ENTRYPOINT ["/dvcbot"]
CMD ["serve"]
