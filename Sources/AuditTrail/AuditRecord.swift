import AllianceNames
import JSON
package import SignIn
package import Statements
import TransparencyLog

/// One thing that somebody did at a desk: who, for what purpose, what, and how much came of it. When, stands
/// in its entry.
///
/// It is a compact JSON object with sorted keys, so that whoever reads an audit log in ten years needs no
/// program of ours. The bytes are salted and committed to as a statement's are (`SealedStatement`): a
/// record can be erased, and the log still be proved.
package struct AuditRecord: Hashable, Sendable {
    package static let version: UInt64 = 1
    /// Of one detail; what is longer is cut, and ends with an ellipsis.
    package static let detailBytesMax = 4_096
    package static let detailsMax = 16
    package static let detailNameBytesMax = 40
    /// Of all details, as JSON, that surely fit into a record beside what else stands there.
    static let detailsBytesMax = 12 * 1_024

    package var who: AuditActor
    package var action: AuditAction
    /// Nil where none was stated.
    package var purpose: Purpose?
    /// What it was about, by the raw values of `AuditDetail`, and by names that a later version has added.
    package var details: [String: String]
    /// What was found, or shown.
    package var results: UInt64?
    /// What was taken away, in rows: it counts against a person's quota.
    package var rows: UInt64?
    /// Of the answer.
    package var status: Int?
    /// The route as a pattern, with its method; nil for what was no request.
    package var route: String?
    /// The number of the request in the node's log.
    package var request: String?

    package init(
        who: AuditActor, action: AuditAction, purpose: Purpose? = nil,
        details: [AuditDetail: String] = [:], results: UInt64? = nil, rows: UInt64? = nil,
        status: Int? = nil, route: String? = nil, request: String? = nil
    ) {
        self.who = who
        self.action = action
        self.purpose = purpose
        self.details = Dictionary(
            uniqueKeysWithValues: details.map { ($0.key.rawValue, $0.value) })
        self.results = results
        self.rows = rows
        self.status = status
        self.route = route
        self.request = request
    }

    package subscript(_ detail: AuditDetail) -> String? {
        get { details[detail.rawValue] }
        set { details[detail.rawValue] = newValue }
    }

    // MARK: Bytes

    /// The record as it is logged, at most `PayloadBundle.payloadBytesMax`.
    package var bytes: [UInt8] {
        var detailMax = Self.detailBytesMax
        while true {
            let bytes = json(detailBytesMax: detailMax).compactBytes
            if bytes.count <= PayloadBundle.payloadBytesMax || detailMax < 64 { return bytes }
            detailMax /= 2
        }
    }

    private func json(detailBytesMax: Int) -> JSONValue {
        var members: [String: JSONValue] = [
            "v": .integer(Self.version), "who": who.json, "did": .string(action.rawValue),
        ]
        members["purpose"] = purpose.map { .string($0.description) }
        if !details.isEmpty {
            let kept = details.sorted { $0.key < $1.key }.prefix(Self.detailsMax)
            members["of"] = .object(
                Dictionary(
                    kept.map { name, text in
                        (
                            name.cut(toBytes: Self.detailNameBytesMax),
                            .string(text.cut(toBytes: detailBytesMax))
                        )
                    }, uniquingKeysWith: { first, _ in first }))
        }
        members["results"] = results.map { .integer($0) }
        members["rows"] = rows.map { .integer($0) }
        members["status"] = status.map { .number(String($0)) }
        members["route"] = route.map { .string($0.cut(toBytes: 200)) }
        members["request"] = request.map { .string($0.cut(toBytes: 64)) }
        return .object(members)
    }

    /// Details by which a record is found again: as they are read back from it. Those that had to be cut would pass for
    /// all that begin alike, and be none of those that they were made of; a digest of the whole stands beside them, as `cutDigest`.
    package static func readBack(_ details: [String: String]) -> [String: String] {
        func json(_ details: [String: String]) -> [UInt8] {
            JSONValue.object(details.mapValues { .string($0) }).compactBytes
        }
        let whole = json(details)
        guard
            details.values.contains(where: { $0.utf8.count > detailBytesMax })
                || whole.count > detailsBytesMax
        else { return details }
        var detailMax = detailBytesMax
        while true {
            var cut = details.mapValues { $0.cut(toBytes: detailMax) }
            cut[AuditDetail.cutDigest.rawValue] = Digest.sha256(whole).hex
            if json(cut).count <= detailsBytesMax || detailMax < 64 { return cut }
            detailMax /= 2
        }
    }

    /// Reads what `bytes` wrote; members that are not known here are passed over.
    package init(parsing bytes: [UInt8]) throws(AuditRecordError) {
        guard bytes.count <= PayloadBundle.payloadBytesMax else {
            throw .malformed("it has more than \(PayloadBundle.payloadBytesMax) bytes")
        }
        let root: JSONValue
        do {
            root = try JSONValue(parsing: bytes)
        } catch {
            throw .malformed("\(error)")
        }
        guard case .object(let members) = root else { throw .malformed("it is no object") }
        guard members["v"] == .integer(Self.version) else { throw .version }
        func text(_ name: String) throws(AuditRecordError) -> String? {
            switch members[name] {
            case nil: nil
            case .string(let text): text
            default: throw .malformed("'\(name)' is no text")
            }
        }
        func number(_ name: String) throws(AuditRecordError) -> UInt64? {
            guard let value = members[name] else { return nil }
            guard case .number(let digits) = value, let number = UInt64(digits) else {
                throw .malformed("'\(name)' is no count")
            }
            return number
        }
        guard let action = try text("did").flatMap(AuditAction.init(rawValue:)) else {
            throw .malformed("'did' is no action")
        }
        who = try AuditActor(members["who"])
        self.action = action
        do {
            purpose = try text("purpose").map { try Purpose(parsing: $0) }
        } catch {
            throw .malformed("'purpose': \(error)")
        }
        details = try Self.details(members["of"])
        results = try number("results")
        rows = try number("rows")
        status = try number("status").flatMap { Int(exactly: $0) }
        route = try text("route")
        request = try text("request")
    }

    private static func details(
        _ value: JSONValue?
    ) throws(AuditRecordError) -> [String: String] {
        guard let value else { return [:] }
        guard case .object(let members) = value else { throw .malformed("'of' is no object") }
        var details: [String: String] = [:]
        for (name, value) in members {
            guard case .string(let text) = value else {
                throw .malformed("'of' has what is no text")
            }
            details[name] = text
        }
        return details
    }
}

/// Why bytes are no record.
package enum AuditRecordError: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case version

    package var description: String {
        switch self {
        case .malformed(let problem): "this is no audit record: \(problem)"
        case .version: "this audit record is of a version that is not known here"
        }
    }
}

extension EntryKind {
    /// Of the entries of audit logs, which hold nothing else and are no channel's.
    package static let auditRecord = EntryKind(rawValue: 0x70)
}
