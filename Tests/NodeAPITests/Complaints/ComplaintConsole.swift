import AllianceNames
import CRDT
import Casework
import Complaints
import Foundation
import MarkRecognition
import MergedView
import NodeAPI
import Peering
import SignIn
import Statements
import Testing
import TransparencyLog

/// The console with complaints, asked as a person of `hub` who has signed in: each route by its handler, with all that
/// the port would have looked at before.
struct ComplaintConsole {
    let complaints: FoldedComplaints
    let routes: [DeskRoute]
    let right: Right

    /// Stands wherever a member's words can.
    static let hostile = FixedConsole.hostile

    /// - Parameter text: what members say.
    init(isPlatform: Bool, saying text: String = hostile) throws {
        right = Right(
            kind: .trademark, office: "EM", registrationNumber: "018012345",
            title: "Verel \(text)", jurisdictions: ["EM"])
        complaints = FoldedComplaints(isPlatform: isPlatform, right: right)
        routes =
            ConsoleRoutes(
                try FixedConsole(), of: FoldedComplaints.hub, products: FixedAnswers(),
                rights: OneRight(right: right), complaints: complaints
            ).routes
    }

    /// One complaint about as many listings, whose words are the hostile ones.
    static func complaint(
        _ count: Int, saying text: String = hostile, evidence: [EvidenceFile] = []
    ) throws -> Complaint {
        Complaint(
            right: .init(office: "EM", number: "018012345"), ground: .markInListing,
            listings: try (0..<count).map {
                try Indicator(
                    .listing,
                    parsing: "bazario:\($0) "
                        + text.filter { $0.isLetter || "<>'\"&/".contains($0) })
            }, evidence: evidence, goodFaithStatement: text, declaredBy: text, explanation: text,
            onBehalfOf: text)
    }

    func route(_ method: DeskMethod, _ path: String) throws -> DeskRoute {
        try #require(
            routes.first { $0.method == method && $0.pattern.description == path },
            "\(method) \(path)")
    }

    static func person(_ name: String = "vera") throws -> DeskPerson {
        DeskPerson(
            member: FoldedComplaints.hub, id: try PersonID(parsing: name), displayName: name,
            roles: [.investigator], method: .link, purpose: try Purpose(.complaint),
            formToken: Secret.random().formToken)
    }

    func get(
        _ target: String, as name: String = "vera", in language: DeskLanguage = .english
    ) async throws -> DeskAnswer {
        let target = try RequestTarget(parsing: target)
        return try await route(.get, target.path).handler(
            DeskRequest(
                method: .get, target: target,
                headers: [.init("accept-language", language.rawValue)],
                caller: .person(try Self.person(name)), origin: "https://hub", id: "1"))
    }

    /// As a form with files sends it.
    func send(
        _ path: String, _ fields: [(String, String)], as name: String = "vera",
        in language: DeskLanguage = .english
    ) async throws -> DeskAnswer {
        try await send(
            path, fields.map { ($0.0, Array($0.1.utf8)) }, as: name, in: language)
    }

    /// The same with values in whatever encoding.
    func send(
        _ path: String, _ fields: [(String, [UInt8])], as name: String = "vera",
        in language: DeskLanguage = .english
    ) async throws -> DeskAnswer {
        let parts = fields.map { name, value in
            Array("--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8) + value
                + [13, 10]
        }
        return try await post(
            path, parts.joined() + Array("--x--\r\n".utf8),
            type: "multipart/form-data; boundary=x", as: name, in: language)
    }

    /// As any other form does.
    func submit(
        _ path: String, _ fields: [(String, String)], as name: String = "vera"
    ) async throws -> DeskAnswer {
        let body = Self.encoded(fields)
        return try await post(
            path, Array(body.utf8), type: "application/x-www-form-urlencoded", as: name,
            in: .english)
    }

    static func encoded(_ fields: [(String, String)]) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        return fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
        }.joined(separator: "&")
    }

    private func post(
        _ path: String, _ body: [UInt8], type: String, as name: String, in language: DeskLanguage
    ) async throws -> DeskAnswer {
        try await route(.post, path).handler(
            DeskRequest(
                method: .post, target: try RequestTarget(parsing: path),
                headers: [
                    .init("content-type", type), .init("accept-language", language.rawValue),
                ], body: body, caller: .person(try Self.person(name)),
                origin: "https://hub", id: "1"))
    }

    static func location(_ answer: DeskAnswer) -> String? {
        answer.headers.first { $0.name == "location" }?.value
    }

    static func naming(_ id: EntryReference) -> [(String, String)] {
        [("log", id.origin.description), ("entry", String(id.index))]
    }

    /// Nothing of what members say is markup, turns a direction or is unseen.
    static func expectInert(
        _ answer: DeskAnswer, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let page = answer.text
        // What a person typed stands in its field as it was typed.
        let shown = without(
            "<textarea", to: "</textarea>", in: without("value=\"", to: "\"", in: page))
        #expect(!shown.contains("\u{202e}"), "\(what)", sourceLocation: sourceLocation)
        for forbidden in ["<script", "<img", " style=", "<svg onload"] {
            #expect(
                !page.contains(forbidden), "\(what): \(forbidden)", sourceLocation: sourceLocation)
        }
        #expect(
            page.components(separatedBy: "<h1").count == 2, "\(what): one first heading",
            sourceLocation: sourceLocation)
        expectUniqueNames(page, what, sourceLocation)
    }

    private static func without(_ start: String, to end: String, in page: String) -> String {
        let pieces = page.components(separatedBy: start)
        return pieces[0]
            + pieces.dropFirst().map { piece in
                piece.range(of: end).map { String(piece[$0.upperBound...]) } ?? ""
            }.joined()
    }

    /// A label is of one field: no id stands twice.
    private static func expectUniqueNames(
        _ page: String, _ what: String, _ sourceLocation: SourceLocation
    ) {
        var seen: Set<Substring> = []
        for piece in page.split(separator: " id=\"").dropFirst() {
            let id = piece.prefix { $0 != "\"" }
            #expect(
                seen.insert(id).inserted, "\(what): \(id) twice", sourceLocation: sourceLocation)
        }
    }
}

extension DeskAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// A member with one right.
private struct OneRight: DeskRights {
    let right: Right
    let secondLook = SecondLook.never

    func channels() -> [ChannelID] { [.alliance] }

    func rights(of members: Set<MemberID>) async throws -> [StatedRight] {
        let log = FoldedComplaints.log(FoldedComplaints.hub)
        return [
            StatedRight(
                dot: StatementDot(log: log, index: 0), right: right, channels: [log.channel])
        ]
    }

    func proposals(for mark: String, without taken: [String]) async throws -> [AliasProposal] { [] }

    func state(
        _ right: Right, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> SigningOutcome { .nothing }

    func ownRights(_ key: String) async throws -> [OwnRight] { [] }

    func withdraw(
        _ key: String, in channel: ChannelID, seen: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome { .nothing }
}
