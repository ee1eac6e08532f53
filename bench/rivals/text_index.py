"""tantivy finds who has the skills and is at home in the tier; the full scan's own code judges and ranks those."""

from collections.abc import Callable, Iterable

import numpy as np
import tantivy
from tantivy import Occur, Query

from bench.population import Crowd
from bench.rivals.asking import Answer, Question
from bench.rivals.full_scan import FullScan

HEAP = 512_000_000


class TextIndex:
    name = "tantivy"

    def __init__(self, crowd: Crowd, judge: FullScan) -> None:
        self._judge, self._size = judge, len(crowd)
        schema = tantivy.SchemaBuilder()
        for field in ("home", "skill"):
            schema.add_unsigned_field(field, indexed=True)
        schema.add_unsigned_field("row", fast=True)
        self._schema = schema.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(HEAP, 1)
        starts = np.searchsorted(crowd.terms["skills"].rows, np.arange(len(crowd) + 1))
        for row, home in enumerate(crowd.table["home"].tolist()):
            document = tantivy.Document()
            document.add_unsigned("row", row)
            document.add_unsigned("home", home)
            for code in crowd.terms["skills"].codes[starts[row] : starts[row + 1]].tolist():
                document.add_unsigned("skill", code)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def ready(self, question: Question, most: int) -> Callable[[], Answer]:
        need, enough = self._judge.told(question), self._any_of(self._all_of(some) for some in question.enough())
        queries = [(tier, self._query(tier, enough, question)) for tier in question.asked.tiers()]

        def best() -> Answer:
            found: Answer = []
            for tier, query in queries:
                hits = self._searcher.search(query, self._size, count=False).hits
                rows = np.array(self._searcher.fast_field_values("row", [where for _, where in hits]), np.int64)
                found += [one for one in self._judge.among(rows, need, question, most) if one[1] == tier]
                if len(found) >= most:
                    break
            return found[:most]

        return best

    def _query(self, tier: int, enough: Query, question: Question) -> Query:
        homes = Query.term_set_query(self._schema, "home", question.homes(tier).tolist())
        return Query.boolean_query([(Occur.Must, Query.const_score_query(enough, 1.0)), (Occur.Must, homes)])

    def _all_of(self, skills: Iterable[int]) -> Query:
        return Query.boolean_query([(Occur.Must, Query.term_query(self._schema, "skill", one)) for one in skills])

    def _any_of(self, queries: Iterable[Query]) -> Query:
        return Query.boolean_query([(Occur.Should, one) for one in queries])
