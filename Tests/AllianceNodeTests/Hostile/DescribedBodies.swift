import JSON
import NodeAPI
import Testing

/// Requests as the OpenAPI document of a desk describes them: right in their form, and about nothing in particular.
struct DescribedBodies {
    struct Request {
        let query: String
        let mediaType: String
        let body: [UInt8]
    }

    /// Nothing described is deeper.
    private static let depthMax = 8

    private let paths: [String: JSONValue]
    private let schemas: [String: JSONValue]

    init(_ document: [UInt8]) throws {
        let root = try #require(JSONValue(parsing: document, depthMax: 64).members)
        paths = try #require(root["paths"]?.members)
        schemas = try #require(root["components"]?.members?["schemas"]?.members)
    }

    /// One in each media type that the operation takes, in their order; none for one without a body.
    ///
    /// - Throws: for a route below the root of these that the document does not describe.
    func requests(_ route: DeskRoute) throws -> [Request] {
        let pattern = route.pattern.description
        guard pattern.hasPrefix("\(RESTRoutes.root)/") else { return [] }
        let path = String(pattern.dropFirst(RESTRoutes.root.count))
        let operation = try #require(
            paths[path]?.members?[route.method.rawValue.lowercased()]?.members,
            "\(route.method.rawValue) \(pattern) is not described")
        guard let body = operation["requestBody"] else { return [] }
        let content = try #require(body.members?["content"]?.members, "\(pattern)")
        try #require(!content.isEmpty, "\(pattern) takes a body of no media type")
        return content.sorted { $0.key < $1.key }.map { described, value in
            // Whatever picture a route takes is one of these.
            let mediaType = described == "image/*" ? "image/png" : described
            let body =
                mediaType == "application/json"
                ? Array(sample(value.members?["schema"] ?? .null).compact.utf8)
                : Self.file(mediaType)
            return Request(
                query: query(operation["parameters"]), mediaType: mediaType, body: body)
        }
    }

    /// A few lines, the beginning of a picture or of the archive that a workbook is.
    private static func file(_ mediaType: String) -> [UInt8] {
        switch mediaType {
        case "image/png": picture
        case "application/x-ndjson":
            Array(#"{"kind":"domain","value":"a.example","basis":"test-buy"}"#.utf8) + [0x0a]
        case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook
        default: Array("kind,value\ndomain,a.example\ndomain,b.example\n".utf8)
        }
    }

    /// The header of a PNG of 64 pixels a side in shades of grey (ISO/IEC 15948, 11.2.2), and nothing that it tells of.
    static let picture: [UInt8] =
        [0x89] + Array("PNG\r\n\u{1a}\n".utf8) + [0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 64)

    /// A file's head in a ZIP archive, and no file.
    static let workbook: [UInt8] = Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 64)

    private func query(_ parameters: JSONValue?) -> String {
        guard case .array(let values)? = parameters else { return "" }
        let parts = values.compactMap { value -> String? in
            guard let parameter = value.members, parameter["in"]?.text == "query",
                parameter["required"] == .bool(true), let name = parameter["name"]?.text
            else { return nil }
            guard name != "channel" else { return "channel=alliance" }
            return "\(name)=\(sample(parameter["schema"] ?? .null).text ?? "1")"
        }
        return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
    }

    /// A value of a schema's form, with all that it may have.
    private func sample(_ schema: JSONValue, depth: Int = 0) -> JSONValue {
        guard depth < Self.depthMax, let members = schema.members else { return .null }
        if let name = members["$ref"]?.text?.split(separator: "/").last {
            return sample(schemas[String(name)] ?? .null, depth: depth + 1)
        }
        for choice in ["enum", "anyOf", "oneOf", "allOf"] {
            guard case .array(let values)? = members[choice], let first = values.first else {
                continue
            }
            return choice == "enum" ? first : sample(first, depth: depth + 1)
        }
        if let constant = members["const"] { return constant }
        switch members["type"]?.text {
        case "object":
            var values = (members["properties"]?.members ?? [:])
                .mapValues { sample($0, depth: depth + 1) }
            // What this member may write to is known by its name alone.
            if values["channel"] != nil { values["channel"] = .string("alliance") }
            return .object(values)
        case "array": return .array([sample(members["items"] ?? .null, depth: depth + 1)])
        case "integer", "number": return members["minimum"] ?? .number("1")
        case "boolean": return .bool(true)
        default:
            let isMoment = members["pattern"]?.text?.hasPrefix("^[0-9]{4}-") ?? false
            return .string(isMoment ? "2026-01-01T00:00:00Z" : "a.example")
        }
    }
}
