import JSON
import MergedView
import NodeAPI
import Peering
import Statements

extension FuzzedParser {
    /// What programs ask of the desk and report to it.
    static let rest = [restSearch, newReport, ndjsonLines, idempotencyKey]

    private static let restSearch = FuzzedParser(
        "rest-search",
        samples: [
            "/api/v1/indicators?q=%3Dshop.example&type=domain&type=url&member=maison&limit=7"
                + "&confidence=high&status=active&confirmed=witnessed&cursor=p17",
            "/api/v1/indicators?since=2026-11-01&until=2026-11-02T03%3A04%3A05Z&channel=luxury",
            "/api/v1/indicators?mark=Verel&marketplace=shopee&cursor=k016162",
            "/api/v1/indicators?q=a&q=b", "/api/v1/indicators?limit=101",
        ],
        words: [
            "q=", "&type=", "&member=", "&mark=", "&channel=", "&since=2026-01-31", "&until=",
            "&limit=", "&cursor=k", "&cursor=p", "domain", "%0a", "9999-12-31T23:59:59Z",
        ]
    ) { input in
        guard let text = text(input),
            let target = try understood({ try RequestTarget(parsing: text) }),
            let search = try understood({ try IndicatorSearch(target) })
        else { return false }
        let query = search.query
        try promise(
            (1...IndicatorSearch.hitsMax).contains(query.pageSize),
            "a page of any size is asked for")
        let filters = [
            query.types.count, query.members.count, query.marks.count, query.marketplaces.count,
            query.channels.count, query.statuses.count,
        ]
        try promise(
            filters.allSatisfy { $0 <= RESTQuery.valuesMax }, "more filters than there may be")
        if let cursor = query.cursor {
            try promise(
                try SearchCursor(parsing: cursor.description) == cursor,
                "a cursor is another one the second time")
        }
        return true
    }

    private static let newReport = FuzzedParser(
        "new-report",
        samples: [
            #"{"type":"domain","value":"SHOP.example.","basis":"test-buy","confidence":85,"tlp":"amber+strict","marks":["Verel"],"marketplace":"shopee","firstSeen":"2026-11-01","lastSeen":"2026-11-02T03:04:05Z","note":"x","attributes":{"price":"12"}}"#,
            #"{"type":"phone","value":"+44 7700 900777","basis":"automated","confidence":0,"tlp":"green","naturalPerson":true}"#,
            #"{"type":"domain","value":"x","basis":"automated","confidence":101,"tlp":"GREEN"}"#,
        ],
        words: [
            "\"type\":", "\"value\":", "\"basis\":", "\"confidence\":", "\"tlp\":", "\"marks\":[",
            "\"firstSeen\":\"2026-11-01\"", "\"attributes\":{", "\"naturalPerson\":true", "domain",
        ]
    ) { input in
        guard
            let value = try understood({
                try JSONValue(parsing: input, depthMax: RESTBody.depthMax)
            }),
            let said = try understood({ try ReportBody(value).assertion })
        else { return false }
        try promise(
            (try? Indicator(said.indicator.type, parsing: said.indicator.value)) == said.indicator,
            "the identifier has another form the second time")
        try promise((0...100).contains(said.confidence), "a confidence that there is not")
        return true
    }

    private static let ndjsonLines = FuzzedParser(
        "ndjson-lines",
        samples: ["{\"a\":1}\n\n  \r\n{\"b\":2}", "\n", "a\nb\r\nc\n"], words: ["\n", "\r\n", "{}"]
    ) { input in
        /// The lines, the input cut into pieces of so many bytes.
        func lines(by size: Int) -> [NDJSONLines.Line] {
            var (lines, found) = (NDJSONLines(), [NDJSONLines.Line]())
            var start = 0
            while start < input.count {
                lines.read(Array(input[start..<min(input.count, start + size)])) {
                    found.append($0)
                }
                start += size
            }
            lines.finish { found.append($0) }
            return found
        }
        let whole = lines(by: max(1, input.count))
        try promise(
            lines(by: 7) == whole && lines(by: 1_000) == whole, "the pieces decide what is a line")
        for line in whole {
            guard let bytes = line.bytes else { continue }
            try promise(
                bytes.count <= NDJSONLines.lineBytesMax && !bytes.contains(UInt8(ascii: "\n")),
                "a line is none")
        }
        return !whole.isEmpty
    }

    private static let idempotencyKey = FuzzedParser(
        "idempotency-key", inputBytesMax: 256,
        samples: ["8e03978e-40d5-43dd-bc93-6894a57f9324", "\"a-1\"", "a b", "\"\""],
        words: ["\"", "-", ".", "="]
    ) { input in
        guard let text = text(input),
            let key = try understood({ try IdempotencyKey.parse(text) })
        else { return false }
        try promise(
            (1...IdempotencyKey.charactersMax).contains(key.utf8.count) && !key.contains("\""),
            "a key of another form")
        try promise(try IdempotencyKey.parse("\"\(key)\"") == key, "quotes make it another key")
        return true
    }
}
