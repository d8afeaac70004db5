import NodeAPI

/// Bodies for routes of a desk that its OpenAPI document does not describe: right in their form, with fields that many of
/// them know.
enum DeskBodies {
    static let taxii = "application/taxii+json;version=2.1"

    private static let fields = [
        ("kind", "domain"), ("value", "a.example"), ("q", "a"), ("title", "A"), ("note", "b"),
        ("list", "a.example"), ("text", "Verel"), ("id", "1"), ("channel", "alliance"),
    ]
    private static let boundary = "x0123456789"
    private static let event = """
        {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-02-01T00:00:00Z",
         "epcisBody": {"eventList": []}}
        """

    /// What an honest caller might send: one of these is what the route takes.
    static func of(_ route: DeskRoute) -> [DescribedBodies.Request] {
        switch route.pattern.description {
        case let pattern where pattern.hasPrefix("/taxii2"):
            [body(taxii, PostedIndicators.envelope([PostedIndicators.indicator()]))]
        case "/capture": [body("application/ld+json", event)]
        case let pattern where pattern.hasSuffix("/listings") && route.isSigned:
            [
                body(
                    "application/x-ndjson",
                    #"{"marketplace":"\#(DeskVisitors.marketplace)","listing":"1","title":"Bag"}"#
                        + "\n")
            ]
        case _ where route.isSigned:
            [body("application/json", #"{"order":"a#0","result":"taken"}"#)]
        case let pattern where pattern.hasPrefix(RESTRoutes.root):
            [body("application/json", "{}")]
        default: route.collecting == nil ? [form, multipart] : [multipart]
        }
    }

    private static var form: DescribedBodies.Request {
        body(
            "application/x-www-form-urlencoded",
            fields.map { "\($0)=\($1)" }.joined(separator: "&"))
    }

    /// With a file of each kind that some form has.
    private static var multipart: DescribedBodies.Request {
        let files: [(String, [UInt8])] = [
            ("file", Array("kind,value\ndomain,a.example\n".utf8)),
            ("photo", DescribedBodies.picture), ("image", DescribedBodies.picture),
            ("document", Array("%PDF-1.7\n".utf8)),
        ]
        var bytes: [UInt8] = []
        for (name, value) in fields.map({ ($0, Array($1.utf8)) }) + files {
            let isFile = files.contains { $0.0 == name }
            let head =
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\""
                + (isFile ? "; filename=\"a\"\r\nContent-Type: application/octet-stream" : "")
            bytes += Array("\(head)\r\n\r\n".utf8) + value + Array("\r\n".utf8)
        }
        return .init(
            query: "", mediaType: "multipart/form-data; boundary=\(boundary)",
            body: bytes + Array("--\(boundary)--\r\n".utf8))
    }

    private static func body(_ mediaType: String, _ text: String) -> DescribedBodies.Request {
        .init(query: "", mediaType: mediaType, body: Array(text.utf8))
    }
}
