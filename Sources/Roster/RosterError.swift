package import TransparencyLog

/// Why a roster, or a descriptor of a member, is refused.
package enum RosterError: Error, Equatable, Sendable {
    // Its form
    case tooLarge(bytes: Int, max: Int)
    case json(offset: Int, problem: String)
    case field(path: String, expected: String, found: String)
    case value(path: String, problem: String)
    case unknownField(path: String)
    case tooMany(path: String, found: Int, max: Int)
    case format(found: UInt64)
    case time(found: String)
    case endpoint(found: String)
    case base64(found: String)
    case name(found: String)
    case role(found: String)
    case marking(found: String)
    case keyType(path: String, expected: UInt8, found: UInt8)
    case keyRefused(what: String, problem: String)

    // Rules within one roster
    case listedTwice(String)
    case unordered(String)
    case version(found: UInt64, hasPrevious: Bool)
    case period(issuedAt: UTCTimestamp, expiresAt: UTCTimestamp)
    case tenure(what: String, from: UTCTimestamp, until: UTCTimestamp?, issuedAt: UTCTimestamp)
    case threshold(found: Int, keys: Int)
    case quorum(found: Int, min: Int)
    case staleness(found: UInt64, max: UInt64)
    case keyReused(key: String, first: String, second: String)
    case prefixOverlap(first: String, second: String)
    case schemeOverlap(first: String, second: String)
    case openAfterEnd(member: String, what: String)
    case noSeat(member: String)
    case unknownMember(what: String)
    case unknownLog(what: String)
    case witnessRole(member: String)

    // Rules from one version to the next
    case alliance(expected: String, found: String)
    case missingVersions(held: UInt64, found: UInt64)
    case beforeFirst(held: UInt64, found: UInt64)
    case notNext(expected: UInt64, found: UInt64)
    case unlinked(version: UInt64, expected: Digest, found: Digest?)
    case signatures(of: UInt64, needed: Int, found: Int)
    case note(TransparencyLogError)
    case backdated(previous: UTCTimestamp, found: UTCTimestamp)
    case dropped(what: String)
    case startMoved(what: String)
    case untilRemoved(what: String)
    case untilMoved(what: String)
    case keyChanged(what: String)
    case logNotEnded(origin: String)
    case frozen(version: UInt64)
    case notSettled(version: UInt64, expected: Digest, found: Digest)

    // Making the next one
    case notMember(String)
    case notChannel(String)
    case notHeld(what: String)
    case wrongEpoch(member: String, expected: String, found: String)
    case witnessUnreachable(member: String)
    case witnessEnded(member: String)
}

extension RosterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let bytes, let max):
            "the document has \(bytes) bytes, the limit is \(max)"
        case .json(let offset, let problem): "not valid JSON at byte \(offset): \(problem)"
        case .field(let path, let expected, let found):
            "'\(path)' should be \(expected), found \(found)"
        case .value(let path, let problem): "'\(path)': \(problem)"
        case .unknownField(let path):
            "'\(path)' is not a known field: check its spelling, or update this program"
        case .tooMany(let path, let found, let max): "'\(path)' has \(found) items, at most \(max)"
        case .format(let found):
            "the roster has format \(found), this program reads format \(Roster.format): update it"
        case .time(let found): "'\(found)' is not a time like 2026-11-23T20:15:00Z"
        case .endpoint(let found): "'\(found)' is not an endpoint like https://node.example:8443"
        case .base64(let found): "'\(found.prefix(60))' is not the base64 of 32 bytes"
        case .name(let found):
            "'\(found.prefix(60))' is no display name: one line of 1 to \(Member.nameBytesMax) bytes without invisible characters"
        case .role(let found):
            "'\(found.prefix(60))' is no role: \(Member.Role.allCases.map(\.rawValue).joined(separator: ", "))"
        case .marking(let found):
            "'\(found.prefix(60))' is no marking like TLP:AMBER"
        case .keyType(let path, let expected, let found):
            "'\(path)' is a key of type \(found), its use takes type \(expected)"
        case .keyRefused(let what, let problem): "\(what) is refused: \(problem)"
        case .listedTwice(let what): "\(what) is listed twice"
        case .unordered(let what): "\(what) is out of order: lists are sorted"
        case .version(let found, let hasPrevious):
            "version \(found) \(hasPrevious ? "names" : "does not name") a version before it"
        case .period(let issuedAt, let expiresAt):
            "the roster expires at \(expiresAt), no later than it is issued (\(issuedAt))"
        case .tenure(let what, let from, let until, let issuedAt):
            "\(what) holds from \(from)\(until.map { " until \($0)" } ?? ""): times go forward and lie at or before the roster's own (\(issuedAt))"
        case .threshold(let found, let keys):
            "the authority's threshold is \(found) with \(keys) current keys"
        case .quorum(let found, let min): "the quorum is \(found), the least is \(min)"
        case .staleness(let found, let max):
            "the staleness limit is \(found) s, it goes from 1 to \(max)"
        case .keyReused(let key, let first, let second):
            "key \(key) stands for two uses, '\(first)' and '\(second)': make a key for each"
        case .prefixOverlap(let first, let second): "\(first) and \(second) overlap"
        case .schemeOverlap(let first, let second):
            "\(first) and \(second) are one name at one time"
        case .openAfterEnd(let member, let what):
            "member \(member) has ended, \(what) has not: give it an 'until'"
        case .noSeat(let member): "member \(member) has no seat in channel 'alliance'"
        case .unknownMember(let what): "\(what) is of no member of the roster"
        case .unknownLog(let what): "\(what) ends a log that never was"
        case .witnessRole(let member):
            "member \(member) is a witness by its key and not by a role"
        case .alliance(let expected, let found):
            "the roster is of alliance '\(found)', expected '\(expected)'"
        case .missingVersions(let held, let found):
            "roster \(found) follows on versions after \(held) that are not here: fetch those first"
        case .beforeFirst(let held, let found):
            "roster \(found) is older than the first one held here (\(held)), and cannot be placed"
        case .notNext(let expected, let found):
            "roster \(found) is not the next one, which is \(expected)"
        case .unlinked(let version, let expected, let found):
            "roster \(version) names \(found?.hex ?? "nothing") as its predecessor, held is \(expected.hex)"
        case .signatures(let version, let needed, let found):
            "the authority of roster \(version) must sign with \(needed) keys, \(found) did"
        case .note(let error): "the signed note is refused: \(error)"
        case .backdated(let previous, let found):
            "the roster is issued at \(found), before its predecessor (\(previous))"
        case .dropped(let what): "\(what) is missing: nothing is deleted, things end with 'until'"
        case .startMoved(let what): "\(what) has another 'from' than before"
        case .untilRemoved(let what): "\(what) had ended and has no 'until' any more"
        case .untilMoved(let what): "\(what) had ended and has another 'until' than before"
        case .keyChanged(let what): "\(what) has another key than before: begin a new epoch"
        case .logNotEnded(let origin):
            "log \(origin) is no longer written to and has no 'until': state its size and root, or 'void'"
        case .frozen(let version):
            "two rosters follow on version \(version): the chain is frozen until people have decided"
        case .notSettled(let version, let expected, let found):
            "the members have agreed on another version \(version) of the member register: \(expected.hex), not \(found.hex)"
        case .notMember(let id): "'\(id)' is no member by the member register"
        case .notChannel(let id): "'\(id)' is no channel of the roster: open it first"
        case .notHeld(let what): "\(what) does not stand open in the roster"
        case .wrongEpoch(let member, let expected, let found):
            "the next epoch of member \(member) is \(expected), found \(found)"
        case .witnessUnreachable(let member):
            "member \(member) takes no connections, so nobody could bring it a checkpoint to cosign: a witness needs an endpoint"
        case .witnessEnded(let member):
            "member \(member) was a witness and ended, so its cosigner key can never count again; 'touchstone member new-cosigner-key' makes another one"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .tooLarge: "too-large"
        case .json: "json"
        case .field: "field"
        case .value: "value"
        case .unknownField: "unknown-field"
        case .tooMany: "too-many"
        case .format: "format"
        case .time: "time"
        case .endpoint: "endpoint"
        case .base64: "base64"
        case .name: "name"
        case .role: "role"
        case .marking: "marking"
        case .keyType: "key-type"
        case .keyRefused: "key-refused"
        case .listedTwice: "listed-twice"
        case .unordered: "unordered"
        case .version: "version"
        case .period: "period"
        case .tenure: "tenure"
        case .threshold: "threshold"
        case .quorum: "quorum"
        case .staleness: "staleness"
        case .keyReused: "key-reused"
        case .prefixOverlap: "prefix-overlap"
        case .schemeOverlap: "scheme-overlap"
        case .openAfterEnd: "open-after-end"
        case .noSeat: "no-seat"
        case .unknownMember: "unknown-member"
        case .unknownLog: "unknown-log"
        case .witnessRole: "witness-role"
        case .alliance: "alliance"
        case .missingVersions: "missing-versions"
        case .beforeFirst: "before-first"
        case .notNext: "not-next"
        case .unlinked: "unlinked"
        case .signatures: "signatures"
        case .note: "note"
        case .backdated: "backdated"
        case .dropped: "dropped"
        case .startMoved: "start-moved"
        case .untilRemoved: "until-removed"
        case .untilMoved: "until-moved"
        case .keyChanged: "key-changed"
        case .logNotEnded: "log-not-ended"
        case .frozen: "frozen"
        case .notSettled: "not-settled"
        case .notMember: "not-member"
        case .notChannel: "not-channel"
        case .notHeld: "not-held"
        case .wrongEpoch: "wrong-epoch"
        case .witnessUnreachable: "witness-unreachable"
        case .witnessEnded: "witness-ended"
        }
    }
}
