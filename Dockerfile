# One recipe for the four services:
#   docker build --build-arg SERVICE=vacancy --tag doorstroom-vacancy .
# The first stage fetches and builds; the second holds Python, one service and what it needs, and runs as nobody.

FROM python:3.13-slim AS build
ARG SERVICE
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /src

# What others wrote, by hash: the tools that build our packages, and apart from them what a service runs on.
COPY deploy/image/build.lock deploy/image/service.lock locks/
RUN : "${SERVICE:?Say which one: --build-arg SERVICE=vacancy}" \
 && python -m venv /build \
 && /build/bin/pip install --no-deps --require-hashes --requirement locks/build.lock \
 && python -m venv --without-pip /app \
 && /build/bin/pip --python /app/bin/python install --no-deps --require-hashes --requirement locks/service.lock

# What we wrote, without asking any registry; and one command that runs it, whatever the service is called.
COPY libs/common common
COPY services/${SERVICE} service
RUN /build/bin/pip wheel --no-deps --no-index --no-build-isolation --wheel-dir wheels ./common ./service \
 && /build/bin/pip --python /app/bin/python install --no-deps --no-index wheels/*.whl \
 && printf '#!/app/bin/python\nimport runpy\n\nrunpy.run_module("doorstroom_%s", run_name="__main__", alter_sys=True)\n' \
      "$SERVICE" > /app/bin/doorstroom-service \
 && chmod 0555 /app/bin/doorstroom-service


FROM python:3.13-slim
ARG SERVICE
LABEL org.opencontainers.image.title="doorstroom-${SERVICE}" \
      org.opencontainers.image.licenses="EUPL-1.2"

# Nothing is installed in a running service.
RUN python -m pip uninstall --yes --root-user-action=ignore pip
COPY --from=build /app /app

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
STOPSIGNAL SIGTERM

# `serve` on port 8080, or `migrate`; the settings come from the environment (docs/operating.md).
ENTRYPOINT ["/app/bin/doorstroom-service"]
CMD ["serve"]
