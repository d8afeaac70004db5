package import AllianceNames
import Statements
package import TransparencyLog

/// What one node asks of another: every path of the peer port, and nothing else.
///
/// The grammar is strict. A path is taken only if it is the one printed form of a resource, so there
/// is nothing to decode or normalise, and a path never becomes a file name: `%2e`, `//`, `..`,
/// leading zeros and unknown query keys are refused alike. `init(parsing: path)` and `path` are
/// inverse to each other.
///
/// Source: docs/peer-protocol.md, and C2SP tlog-tiles for what follows `/log/<origin>/`.
package enum PeerResource: Hashable, Sendable {
    /// The newest roster note, or the one of a version from 1.
    case roster(version: Int?)
    /// The checkpoints of all logs that the caller may read. With the token of an earlier answer the
    /// peer answers when something has changed since, or after `wait` seconds.
    case frontier(after: String?, wait: Int)
    /// What proves something about a member, or that a payload was erased: a page of it. With the
    /// token of an earlier answer, what has come since.
    case evidence(after: String?)
    case checkpoint(LogOrigin)
    case tile(LogOrigin, TileCoordinate)
    case entries(LogOrigin, BundleCoordinate)
    /// The payloads of a bundle from the entry `from` of that bundle on: a follower that holds a part
    /// of a bundle need not fetch that part again.
    case payloads(LogOrigin, BundleCoordinate, from: Int = 0)
    /// A file by its SHA-256, from one of its bytes on, `objectPieceBytesMax` at most at a time: so
    /// neither side holds more than a piece, and what was cut goes on where it was.
    case object(Digest, from: Int = 0)
    /// The key of a serial snapshot that this peer has published, by the snapshot's SHA-256.
    case snapshotKey(Digest)
    /// Posted: one product question.
    case questions
    /// Posted: a request for the next certificate of the caller's own TLS key.
    case certificate
    /// Posted: a checkpoint to cosign (c2sp.org/tlog-witness).
    case addCheckpoint
    /// What this witness cosigned last of a log, by the SHA-256 of its origin.
    case witnessCheckpoint(Digest)
    /// Posted: a checkpoint of a log of the caller's own, to be held here. `oldRoot` is the root that the
    /// caller's tree has at the size from which it proves.
    case mirrorCheckpoint(oldRoot: Digest?)
    /// Posted: entries below such a checkpoint, with their payloads.
    case mirrorEntries
    /// Posted: evidence as `evidence` answers it.
    case mirrorEvidence
    /// Files that statements of the caller name and that are missing here, behind one in the order of digests: a page.
    case wantedObjects(after: Digest?)
    /// Posted: a piece of such a file, from one of its bytes on.
    case mirrorObject(Digest, from: Int = 0)
    /// Posted: a question for a member that takes no connections, and how many milliseconds the asker
    /// waits for its answer.
    case routedQuestion(MemberID, deadline: Int)
    /// Questions that wait here for the caller; held back up to so many seconds until there is one.
    case waitingQuestions(wait: Int)
    /// Posted: the answer to one of them, or a problem in its place.
    case routedAnswer(String, isRefusal: Bool)

    /// Whether it is asked for with a body, and its answer with it is no copy of anything.
    package var isPosted: Bool {
        switch self {
        case .questions, .certificate, .addCheckpoint, .mirrorCheckpoint, .mirrorEntries,
            .mirrorEvidence, .mirrorObject, .routedQuestion, .routedAnswer:
            true
        case .roster, .frontier, .evidence, .checkpoint, .tile, .entries, .payloads, .object,
            .snapshotKey, .witnessCheckpoint, .wantedObjects, .waitingQuestions:
            false
        }
    }

    /// The resources that stand under `/log/<origin>/` name a log.
    package var origin: LogOrigin? {
        switch self {
        case .roster, .frontier, .evidence, .object, .snapshotKey, .questions, .certificate,
            .addCheckpoint, .witnessCheckpoint, .mirrorCheckpoint, .mirrorEntries,
            .mirrorEvidence, .wantedObjects, .mirrorObject, .routedQuestion, .waitingQuestions,
            .routedAnswer:
            nil
        case .checkpoint(let origin), .tile(let origin, _), .entries(let origin, _),
            .payloads(let origin, _, _):
            origin
        }
    }
}

extension PeerResource {
    /// Longest path with its query, in bytes; the longest that the grammar can print is shorter.
    package static let pathBytesMax = 512
    /// Longest token, in bytes, of `A-Z a-z 0-9 - _`. Its meaning is its issuer's.
    package static let tokenBytesMax = 64
    /// Longest time that a caller may ask an answer to be held back, in seconds.
    package static let waitSecondsMax = 60
    package static let rosterVersionMax = 999_999_999

    package static let rosterBytesMax = 1024 * 1024
    package static let frontierBytesMax = 8 * 1024 * 1024
    package static let evidenceBytesMax = 8 * 1024 * 1024
    package static let checkpointBytesMax = 64 * 1024
    /// What one entry can take in a payload bundle: length, salt, and a payload of 16 KiB.
    package static let payloadSlotBytesMax = PayloadBundle.slotBytesMax
    /// Largest file that is an object.
    package static let objectBytesMax = 64 * 1024 * 1024
    package static let objectPieceBytesMax = 4 * 1024 * 1024
    /// Of a file that is brought: as much as a body holds. Every piece but the last has exactly as many.
    package static let broughtPieceBytes = 1024 * 1024
    package static let wantedObjectsBytesMax = 64 * 1024
    package static let snapshotKeyBytesMax = 32
    package static let questionBytesMax = 1024 * 1024
    package static let answerBytesMax = 1024 * 1024
    /// Longest time that the asker of a routed question waits, in milliseconds.
    package static let routedMillisecondsMax = 60_000
    package static let mirrorInfoBytesMax = 256
    package static let waitingQuestionsBytesMax = 1024 * 1024
    /// A request, and the certificate that answers it.
    package static let certificateBytesMax = 8 * 1024

    /// The most that a well-behaved peer can answer, in bytes. A reader stops at the first byte more.
    package var bodyBytesMax: Int {
        switch self {
        case .roster: Self.rosterBytesMax
        case .frontier: Self.frontierBytesMax
        case .evidence: Self.evidenceBytesMax
        case .checkpoint: Self.checkpointBytesMax
        case .tile(_, let tile): tile.width * Digest.byteCount
        case .entries(_, let bundle): bundle.width * (2 + EntryBundle.entryBytesMax)
        case .payloads(_, let bundle, let from):
            (bundle.width - from) * Self.payloadSlotBytesMax
        case .object: Self.objectPieceBytesMax
        case .snapshotKey: Self.snapshotKeyBytesMax
        case .questions, .routedQuestion: Self.answerBytesMax
        case .mirrorCheckpoint, .mirrorEntries, .mirrorEvidence, .mirrorObject, .routedAnswer:
            Self.mirrorInfoBytesMax
        case .wantedObjects: Self.wantedObjectsBytesMax
        case .waitingQuestions: Self.waitingQuestionsBytesMax
        case .certificate: Self.certificateBytesMax
        case .addCheckpoint, .witnessCheckpoint: Self.checkpointBytesMax
        }
    }
}

// MARK: Printing

extension PeerResource {
    /// The path with its query, as it stands in the request line.
    package var path: String {
        switch self {
        case .roster(nil): "/roster"
        case .roster(let version?): "/roster/\(version)"
        case .frontier(nil, 0): "/frontier"
        case .frontier(nil, let wait): "/frontier?wait=\(wait)"
        case .frontier(let token?, 0): "/frontier?after=\(token)"
        case .frontier(let token?, let wait): "/frontier?after=\(token)&wait=\(wait)"
        case .evidence(nil): "/evidence"
        case .evidence(let token?): "/evidence?after=\(token)"
        case .checkpoint(let origin): "/log/\(origin)/checkpoint"
        case .tile(let origin, let tile): "/log/\(origin)/\(tile.path)"
        case .entries(let origin, let bundle): "/log/\(origin)/\(bundle.path)"
        case .payloads(let origin, let bundle, 0):
            "/log/\(origin)/payload/\(bundle.number)"
        case .payloads(let origin, let bundle, let from):
            "/log/\(origin)/payload/\(bundle.number)?from=\(from)"
        case .object(let file, 0): "\(objectPrefix)\(file.hex)"
        case .object(let file, let from): "\(objectPrefix)\(file.hex)?from=\(from)"
        case .snapshotKey(let file): "\(snapshotKeyPrefix)\(file.hex)"
        case .questions: "/questions"
        case .certificate: "/certificate"
        case .addCheckpoint: "\(witnessPrefix)add-checkpoint"
        case .witnessCheckpoint(let origin): "\(witnessPrefix)\(origin.hex)/checkpoint"
        case .mirrorCheckpoint, .mirrorEntries, .mirrorEvidence, .wantedObjects, .mirrorObject,
            .routedQuestion, .waitingQuestions, .routedAnswer:
            outboundPath
        }
    }
}

private let entriesPrefix = "tile/entries/"
private let payloadPrefix = "payload/"
private let objectPrefix = "/object/"
private let snapshotKeyPrefix = "/snapshot-key/"
private let witnessPrefix = "/witness/"

// MARK: Parsing

extension PeerResource {
    /// - Parameter path: the request target, with its query if it has one.
    /// - Throws: `PeerError.malformed` unless `path` is exactly what `path` prints.
    package init(parsing path: some StringProtocol) throws(PeerError) {
        guard path.utf8.count <= Self.pathBytesMax else {
            throw .malformed("the path is longer than \(Self.pathBytesMax) bytes")
        }
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        try self.init(
            parsing: String(parts[0]), query: parts.count == 2 ? String(parts[1]) : nil)
    }

    /// - Parameter query: what follows the `?`; nil where there is none.
    package init(parsing path: String, query: String?) throws(PeerError) {
        guard path.utf8.count + (query?.utf8.count ?? 0) < Self.pathBytesMax else {
            throw .malformed("the path is longer than \(Self.pathBytesMax) bytes")
        }
        // Past this line text is ASCII, so that bytes and characters are the same thing.
        guard path.utf8.allSatisfy({ $0 < 0x80 }), query?.utf8.allSatisfy({ $0 < 0x80 }) ?? true
        else { throw .malformed("'\(excerpt(path))' is not ASCII") }
        let segments = path.utf8.first == UInt8(ascii: "/") ? path.dropFirst() : ""
        let first = segments.prefix { $0 != "/" }
        let rest = segments.dropFirst(first.count)
        switch (first, rest.isEmpty) {
        case ("log", false):
            self = try Self.log(rest.dropFirst(), query: query, path: path)
        case ("frontier", true):
            self = try Self.frontier(query)
        case ("evidence", true):
            self = .evidence(after: try Self.evidenceToken(query))
        case ("roster", true) where query == nil:
            self = .roster(version: nil)
        case ("roster", false) where query == nil:
            guard let version = decimal(rest.dropFirst(), 1...Self.rosterVersionMax) else {
                throw .malformed("a roster version is a number from 1 without leading zeros")
            }
            self = .roster(version: version)
        case ("object", false):
            let file = try Self.file(rest.dropFirst())
            self = .object(file, from: try Self.from(query, below: Self.objectBytesMax))
        case ("snapshot-key", false) where query == nil:
            self = .snapshotKey(try Self.file(rest.dropFirst()))
        case ("questions", true) where query == nil:
            self = .questions
        case ("certificate", true) where query == nil:
            self = .certificate
        case ("witness", false) where query == nil:
            self = try Self.witness(rest.dropFirst())
        case ("mirror", false), ("questions", false), ("routed", _):
            self = try Self.outbound(first, rest, query: query)
        default:
            throw .malformed("the peer port has no such path: '\(excerpt(path))'")
        }
    }

    private static func log(
        _ rest: Substring, query: String?, path: String
    ) throws(PeerError) -> PeerResource {
        var slashes = 0
        let end = rest.utf8.firstIndex {
            slashes += $0 == UInt8(ascii: "/") ? 1 : 0
            return slashes == 4
        }
        guard let end else {
            throw .malformed("a log path is /log/<origin of four segments>/...")
        }
        let tail = String(rest[rest.utf8.index(after: end)...])
        do {
            let origin = try LogOrigin(parsing: rest[..<end])
            if tail.hasPrefix(payloadPrefix) {
                guard
                    let bundle = BundleCoordinate(
                        parsingNumber: tail.utf8.dropFirst(payloadPrefix.utf8.count))
                else { throw PeerError.malformed("'\(excerpt(tail))' names no payload bundle") }
                return .payloads(origin, bundle, from: try from(query, below: bundle.width))
            }
            guard query == nil else {
                throw PeerError.malformed("'\(excerpt(tail))' takes no query")
            }
            if tail == "checkpoint" { return .checkpoint(origin) }
            if tail.hasPrefix(entriesPrefix) {
                return .entries(origin, try BundleCoordinate(parsing: tail))
            }
            return .tile(origin, try TileCoordinate(parsing: tail))
        } catch let error as PeerError {
            throw error
        } catch {
            throw .malformed("'\(excerpt(path))' names nothing in a log: \(error)")
        }
    }

    private static func witness(_ name: Substring) throws(PeerError) -> PeerResource {
        if name == "add-checkpoint" { return .addCheckpoint }
        let (hash, tail) = (name.prefix { $0 != "/" }, name.drop { $0 != "/" })
        guard tail == "/checkpoint", let origin = Digest(hex: hash) else {
            throw .malformed(
                "a witness has 'add-checkpoint' and '<SHA-256 of an origin>/checkpoint'")
        }
        return .witnessCheckpoint(origin)
    }

    static func file(_ name: Substring) throws(PeerError) -> Digest {
        guard let file = Digest(hex: name) else {
            throw .malformed("a file is named by 64 hexadecimal digits in lower case")
        }
        return file
    }

    static func from(_ query: String?, below width: Int) throws(PeerError) -> Int {
        guard let query else { return 0 }
        guard query.hasPrefix("from="), width > 1,
            let from = decimal(query.dropFirst("from=".count), 1...(width - 1))
        else { throw .malformed("'from' is an entry of the bundle, or a byte of the file, from 1") }
        return from
    }

    private static func frontier(_ query: String?) throws(PeerError) -> PeerResource {
        var after: String?
        var wait = 0
        var rest = (query ?? "")[...]
        guard query != "" else { throw .malformed("the query is empty") }
        if rest.hasPrefix("after=") {
            let token = rest.dropFirst("after=".count).prefix { $0 != "&" }
            guard isToken(token) else {
                throw .malformed(
                    "'after' is 1 to \(tokenBytesMax) of A-Z, a-z, 0-9, '-' and '_'")
            }
            after = String(token)
            rest = rest.dropFirst("after=".count + token.count)
            if !rest.isEmpty {
                rest = rest.dropFirst()
                guard rest.hasPrefix("wait=") else {
                    throw .malformed("only 'wait' may follow 'after'")
                }
            }
        }
        if !rest.isEmpty {
            guard rest.hasPrefix("wait="),
                let seconds = decimal(rest.dropFirst("wait=".count), 1...waitSecondsMax)
            else { throw .malformed("'wait' is 1 to \(waitSecondsMax) seconds, and the last key") }
            wait = seconds
        }
        return .frontier(after: after, wait: wait)
    }

    private static func evidenceToken(_ query: String?) throws(PeerError) -> String? {
        guard let query else { return nil }
        let token = query.dropFirst("after=".count)
        guard query.hasPrefix("after="), isToken(token) else {
            throw .malformed("'after' is 1 to \(tokenBytesMax) of A-Z, a-z, 0-9, '-' and '_'")
        }
        return String(token)
    }

    /// Whether `token` can stand in a frontier path as it is.
    package static func isToken(_ token: some StringProtocol) -> Bool {
        (1...tokenBytesMax).contains(token.utf8.count)
            && token.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

/// A decimal number as this grammar prints it: digits only, no sign, no leading zero.
func decimal(_ text: some StringProtocol, _ range: ClosedRange<Int>) -> Int? {
    guard (1...9).contains(text.utf8.count),
        text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        text.utf8.first != UInt8(ascii: "0") || text.utf8.count == 1,
        let number = Int(text), range.contains(number)
    else { return nil }
    return number
}

/// What a stranger sent, short enough for a log line and without control characters.
func excerpt(_ text: String) -> String {
    String(
        text.unicodeScalars.prefix(120).map {
            (0x20..<0x7f).contains($0.value) ? Character($0) : "?"
        })
}
