import AllianceNode
import AuditTrail
import SignIn
import TransparencyLog

/// One record, for people and for programs.
struct AuditLineOutput: Encodable {
    let index: UInt64
    let at: String
    /// In base64.
    let leafHash: String
    /// `record`, `erased` or `unreadable`.
    let content: String
    let who: String?
    let person: String?
    let roles: [String]?
    let signedIn: String?
    let purpose: String?
    let action: String?
    let details: [String: String]
    let results: UInt64?
    let rows: UInt64?
    let status: Int?
    let route: String?
    let request: String?

    init(_ line: AuditLine) {
        index = line.index
        at = MomentText.print(line.at)
        leafHash = line.leafHash.base64
        content =
            switch line.content {
            case .record: "record"
            case .erased: "erased"
            case .unreadable: "unreadable"
            }
        let record = line.record
        who = record?.who.name
        if case .person(let id, let roles, let method)? = record?.who {
            person = id.rawValue
            self.roles = roles.sorted().map(\.rawValue)
            signedIn = method.rawValue
        } else {
            (person, roles, signedIn) = (nil, nil, nil)
        }
        purpose = record?.purpose?.description
        action = record?.action.rawValue
        details = record?.details ?? [:]
        results = record?.results
        rows = record?.rows
        status = record?.status
        route = record?.route
        request = record?.request
    }

    /// In a few words.
    var about: String {
        content == "record" ? Self.words(details) : content
    }

    /// What a record is about, for a cell of a table.
    static func words(_ details: [String: String]) -> String {
        details.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", ")
    }
}

struct AuditLinesOutput: VersionedOutput {
    let version = 1
    let origin: String
    let size: UInt64
    let records: [AuditLineOutput]
    /// Where the next page begins (`--before`); nil at the end.
    let before: UInt64?
}
