# One recipe for the four services:
#   docker build --build-arg SERVICE=vacancy --tag doorstroom-vacancy .
# The first stage fetches what others wrote and adds what we wrote; the second is Python and the result, run as nobody.

FROM python:3.13-slim AS build
ARG SERVICE
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /build

COPY requirements-runtime.lock .
RUN python -m venv --without-pip /app \
 && pip --python /app/bin/python install --no-deps --require-hashes --requirement requirements-runtime.lock

COPY libs/common/src services/${SERVICE}/src /app/src/

# One command that runs it, whatever the service is called: a start without a shell cannot ask for SERVICE.
RUN test -d "/app/src/doorstroom_${SERVICE}" || { echo "Say which one: --build-arg SERVICE=vacancy"; exit 1; } \
 && printf '#!/app/bin/python\nimport runpy\n\nrunpy.run_module("doorstroom_%s", run_name="__main__", alter_sys=True)\n' \
      "$SERVICE" > /app/bin/doorstroom-service \
 && chmod 0555 /app/bin/doorstroom-service \
 && python -m compileall -q /app/src


FROM python:3.13-slim
ARG SERVICE
LABEL org.opencontainers.image.title="doorstroom-${SERVICE}" \
      org.opencontainers.image.licenses="EUPL-1.2"

# Nothing is installed in a running service.
RUN python -m pip uninstall --yes --root-user-action=ignore pip
COPY --from=build /app /app

ENV PYTHONPATH=/app/src \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
STOPSIGNAL SIGTERM

# What to do comes from the command (serve, migrate, …), with what from the environment (docs/operating.md).
ENTRYPOINT ["/app/bin/doorstroom-service"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]
