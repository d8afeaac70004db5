import AllianceNode
import AsyncHTTPClient
import Credentials
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import NIOSSL
import Peering

/// A TAXII client of a member's own, over TLS with the member's certificate.
struct TAXIIClient {
    struct Reply {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]

        var json: JSONValue {
            get throws { try JSONValue(parsing: body, depthMax: 64) }
        }

        /// The members of the answer's list of objects.
        var objects: [[String: JSONValue]] {
            get throws { try list("objects").compactMap(\.members) }
        }

        func list(_ name: String) throws -> [JSONValue] {
            guard case .array(let values)? = try json.members?[name] else { return [] }
            return values
        }

        /// The value of a text of the answer.
        func text(_ name: String) throws -> String? { try json.members?[name]?.text }
    }

    let client: HTTPClient
    let base: String

    /// - Parameter home: whose certificate is shown.
    static func with(
        _ home: HomeFolder, port: Int?, _ body: (TAXIIClient) async throws -> Void
    ) async throws {
        let opened = try OpenedNode(home)
        let material = TLSMaterial(opened.identity, anchors: opened.anchors)
        let client = HTTPClient(
            configuration: .init(tlsConfiguration: try TLSContexts.clientConfiguration(material)))
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(
                    TAXIIClient(client: client, base: "https://127.0.0.1:\(port ?? 0)")))
        } catch {
            result = .failure(error)
        }
        try await client.shutdown()
        try opened.close()
        try result.get()
    }

    static let accept = [("accept", "application/taxii+json;version=2.1")]

    func send(
        _ method: String, _ path: String, _ body: String? = nil,
        headers: [(String, String)] = accept
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: base + path)
        request.method = .init(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            if !headers.contains(where: { $0.0 == "content-type" }) {
                request.headers.add(
                    name: "content-type", value: "application/taxii+json;version=2.1")
            }
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await client.execute(request, timeout: .seconds(1_200))
        return Reply(
            status: Int(response.status.code),
            headers: Dictionary(
                response.headers.map { ($0.name.lowercased(), $0.value) },
                uniquingKeysWith: { $0 + ", " + $1 }),
            body: Array(try await response.body.collect(upTo: 1 << 24).readableBytesView))
    }

    func get(_ path: String) async throws -> Reply { try await send("GET", path) }
}

extension JSONValue {
    var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
