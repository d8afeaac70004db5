package import AllianceNames
package import JSON
import Statements
import TransparencyLog

/// What the two nodes of an entrustment tell each other, inside of a letter: compact JSON.
package enum EntrustmentLetter: Hashable, Sendable {
    package static let version: UInt64 = 1

    /// From who is not to be named.
    case request(CaseworkID, channel: ChannelID, message: String, rows: [EntrustedRow])
    case withdrawalRequest(CaseworkID)
    /// From the publisher.
    case refusal(CaseworkID, reason: String)
    case publication(CaseworkID, Draft.Entries, count: Int)
    case withdrawal(CaseworkID)

    package var id: CaseworkID {
        switch self {
        case .request(let id, _, _, _), .withdrawalRequest(let id), .refusal(let id, _),
            .publication(let id, _, _), .withdrawal(let id):
            id
        }
    }

    private enum Topic: String {
        case request = "entrust"
        case withdrawalRequest = "entrust-withdraw"
        case refusal = "entrust-refused"
        case publication = "entrust-published"
        case withdrawal = "entrust-withdrawn"
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "version": .integer(Self.version), "id": .string(id.description),
        ]
        switch self {
        case .request(_, let channel, let message, let rows):
            members["topic"] = .string(Topic.request.rawValue)
            members["channel"] = .string(channel.rawValue)
            members["message"] = .string(message)
            members["rows"] = .array(
                rows.map { row in
                    .object([
                        "payload": .string(
                            Base64.encode(Statement.assertIndicator(row.report).payload())),
                        "opening": .string(row.opening.note.description),
                    ])
                })
        case .withdrawalRequest:
            members["topic"] = .string(Topic.withdrawalRequest.rawValue)
        case .refusal(_, let reason):
            members["topic"] = .string(Topic.refusal.rawValue)
            members["reason"] = .string(reason)
        case .publication(_, let entries, let count):
            members["topic"] = .string(Topic.publication.rawValue)
            members["log"] = .string(entries.log.description)
            members["first"] = .integer(entries.first)
            members["count"] = .integer(UInt64(count))
        case .withdrawal: members["topic"] = .string(Topic.withdrawal.rawValue)
        }
        return .object(members)
    }

    package var bytes: [UInt8] { json.compactBytes }

    /// Whether a letter's content is one of these, well formed or not.
    package static func isMeant(by json: JSONValue) -> Bool {
        LetterMembers.isMeant(by: json, Topic.self)
    }

    /// - Throws: `CaseworkError`: `.text` for what no version of this program sends, `.rows`, `.row`.
    package init(_ json: JSONValue) throws(CaseworkError) {
        let members = try LetterMembers(json, version: Self.version)
        let (topic, id) = (try members.topic(Topic.self), try members.id())
        switch topic {
        case .request:
            guard let channel = try? ChannelID(parsing: members.text("channel")) else {
                throw .text(field: "channel")
            }
            let message = try members.text("message")
            try EntrustmentLimits.check(message: message)
            guard case .array(let rows)? = members["rows"] else { throw .text(field: "rows") }
            guard (1...EntrustmentLimits.rowsMax).contains(rows.count) else {
                throw .rows(found: rows.count)
            }
            var read: [EntrustedRow] = []
            for (place, row) in rows.enumerated() {
                guard let row = EntrustedRow(row) else {
                    throw .row(place + 1, "it cannot be read")
                }
                read.append(row)
            }
            self = .request(id, channel: channel, message: message, rows: read)
        case .withdrawalRequest: self = .withdrawalRequest(id)
        case .refusal:
            let reason = try members.text("reason")
            try EntrustmentLimits.check(reason: reason)
            self = .refusal(id, reason: reason)
        case .publication:
            guard let log = try? LogOrigin(parsing: members.text("log")) else {
                throw .text(field: "log")
            }
            let count = try members.number("count")
            guard (1...UInt64(EntrustmentLimits.rowsMax)).contains(count) else {
                throw .text(field: "count")
            }
            let first = try members.number("first")
            guard first < UInt64.max / 2 else { throw .text(field: "first") }
            self = .publication(id, .init(log: log, first: first), count: Int(count))
        case .withdrawal: self = .withdrawal(id)
        }
    }
}

extension EntrustedRow {
    /// Nil for what is none. Whose it is has not been looked at.
    fileprivate init?(_ json: JSONValue) {
        guard case .object(let members) = json, case .string(let text)? = members["payload"],
            let payload = Base64.decode(text), payload.count <= PayloadBundle.payloadBytesMax,
            case .assertIndicator(let report)? = try? Statement.decode(
                kind: .assertIndicator, payload: payload),
            case .string(let note)? = members["opening"],
            let opening = try? OriginOpening(parsing: Array(note.utf8)),
            report.originCommitment == opening.commitment
        else { return nil }
        self.init(report: report, opening: opening)
    }
}

/// What a node says to a letter that it could open.
package enum LetterReceipt: Hashable, Sendable {
    /// It is durable there.
    case taken
    /// It is not, and sending it again changes nothing.
    case refused(keyword: String, detail: String)
    /// Later, perhaps.
    case later(keyword: String, detail: String)

    package var bytes: [UInt8] {
        let json: JSONValue =
            switch self {
            case .taken: .object(["taken": .bool(true)])
            case .refused(let keyword, let detail):
                .object([
                    "taken": .bool(false), "later": .bool(false), "keyword": .string(keyword),
                    "detail": .string(detail),
                ])
            case .later(let keyword, let detail):
                .object([
                    "taken": .bool(false), "later": .bool(true), "keyword": .string(keyword),
                    "detail": .string(detail),
                ])
            }
        return json.compactBytes
    }

    /// Nil for what is none.
    package init?(parsing bytes: [UInt8]) {
        guard case .object(let members)? = try? JSONValue(parsing: bytes),
            case .bool(let isTaken)? = members["taken"]
        else { return nil }
        guard !isTaken else {
            self = .taken
            return
        }
        guard case .string(let keyword)? = members["keyword"],
            case .string(let detail)? = members["detail"],
            keyword.utf8.count <= 64, detail.utf8.count <= 1_000,
            // Shown to people as why something was refused.
            (try? VisibleText.check(
                detail, "detail", charactersMax: 1_000, isLong: true, mayBeEmpty: true)) != nil
        else { return nil }
        self =
            members["later"] == .bool(true)
            ? .later(keyword: keyword, detail: detail)
            : .refused(keyword: keyword, detail: detail)
    }
}
