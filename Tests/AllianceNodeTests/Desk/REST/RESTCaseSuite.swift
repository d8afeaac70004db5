import Casework
import JSON
import NIOHTTP1
import SignIn
import Testing

/// What a person's program does with cases, for the suites about them.
protocol RESTCaseSuite {}

extension RESTCaseSuite {
    typealias Visitor = DraftDeskTests.Visitor
    typealias Members = [String: JSONValue]

    static var root: String { "/api/v1/cases" }
    static var file: String { "application/octet-stream" }
    static var items: [String] {
        [
            #"{"kind":"identifier","type":"domain","value":"Shop.EXAMPLE","note":"by letter"}"#,
            #"{"kind":"note","text":"two\nlines"}"#,
            #"{"kind":"task","text":"call","of":"investigator-0","due":"2026-12-01"}"#,
            #"{"kind":"person","name":"Li Wei","role":"suspect"}"#,
            #"{"kind":"event","at":"2026-11-03T09:30:00Z","text":"seized"}"#,
            #"{"kind":"link","link":"complaint","reference":"C-17"}"#,
        ]
    }

    static func text(_ members: Members, _ name: String) throws -> String {
        guard case .string(let text)? = members[name] else {
            throw NoText(name: name, members: members)
        }
        return text
    }

    static func list(_ members: Members, _ name: String) -> [Members] {
        guard case .array(let values)? = members[name] else { return [] }
        return values.compactMap { value in
            if case .object(let members) = value { members } else { nil }
        }
    }

    func send(
        _ method: HTTPMethod, _ path: String, _ body: String? = nil, as visitor: Visitor,
        type: String = "application/json", key: String? = nil, token: Bool = true
    ) async throws -> Browser.Answer {
        var headers = [("origin", visitor.browser.origin)]
        if token { headers.append(("x-form-token", visitor.secret.formToken.text)) }
        if body != nil { headers.append(("content-type", type)) }
        if let key { headers.append(("idempotency-key", key)) }
        return try await visitor.browser.send(method, path, body: body, headers: headers)
    }

    /// What is answered to what has to be done.
    @discardableResult
    func done(
        _ method: HTTPMethod, _ path: String, _ body: String? = nil, as visitor: Visitor,
        status: Int = 200, key: String? = nil
    ) async throws -> Members {
        let answer = try await send(method, path, body, as: visitor, key: key)
        #expect(answer.status == status, "\(method) \(path): \(answer.body.prefix(300))")
        return try RESTReadingTests.json(answer)
    }

    /// The address of a new case.
    func begin(_ title: String = "raid", as visitor: Visitor) async throws -> String {
        let folder = try await done(
            .POST, Self.root, #"{"title":"\#(title)"}"#, as: visitor, status: 201)
        return "\(Self.root)/\(try Self.text(folder, "id"))"
    }
}

private struct NoText: Error {
    let name: String
    let members: [String: JSONValue]
}
