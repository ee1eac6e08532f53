"""What a service measures and traces with; made once per process and passed in."""

from dataclasses import dataclass, field

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from prometheus_client import CollectorRegistry

from doorstroom_common.observability.metrics import Metrics


@dataclass(slots=True)
class Telemetry:
    """One service's registry and tracer. Traces go nowhere unless an exporter was given."""

    registry: CollectorRegistry = field(default_factory=lambda: CollectorRegistry(auto_describe=True))
    tracer: trace.Tracer = field(default_factory=trace.NoOpTracer)
    provider: TracerProvider | None = None
    metrics: Metrics = field(init=False)

    def __post_init__(self) -> None:
        self.metrics = Metrics(self.registry)

    @classmethod
    def create(
        cls, service: str, otlp_endpoint: str | None = None, exporter: SpanExporter | None = None
    ) -> "Telemetry":
        """Traces to `exporter`, else to the OTLP endpoint, else off."""
        if exporter is None and otlp_endpoint:
            exporter = OTLPSpanExporter(endpoint=otlp_endpoint)
        if exporter is None:
            return cls()
        provider = TracerProvider(resource=Resource.create({"service.name": f"doorstroom-{service}"}))
        provider.add_span_processor(BatchSpanProcessor(exporter))
        return cls(tracer=provider.get_tracer("doorstroom"), provider=provider)

    def flush(self) -> None:
        """Send what is waiting; bounded, so that a stop is not held up by an absent collector."""
        if self.provider:
            self.provider.force_flush(timeout_millis=3_000)
