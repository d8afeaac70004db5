import AllianceNames
import CRDT
import Credentials
import Evidence
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// Makes an evidence bundle of what is held here, of no more than whoever asks may take away.
struct BundleMaking {
    private let node: OpenedNode
    private let scope: ViewScope
    private let channels: Set<ChannelID>

    init(_ node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>) {
        self.node = node
        self.scope = scope
        self.channels = channels
    }

    /// Nil where nothing may be taken away of what is asked for.
    /// - Throws: `EvidenceError` for more than a bundle holds; what the record and the keys throw.
    func bundle(_ request: BundleRequest) throws -> VerifiedBundle? {
        var contents = EvidenceBundle.Contents(
            registers: node.register.provingNotes(
                countMax: EvidenceBundle.registersMax, bytesMax: Self.registerBytesMax),
            statements: [])
        var said = try said(of: request)
        if let bounds = request.bounds { said = try within(bounds, said) }
        let dots = Set(said.joined())
        guard dots.count <= EvidenceBundle.statementsMax else {
            throw EvidenceError.tooMany("statements", max: EvidenceBundle.statementsMax)
        }
        for (log, dots) in Dictionary(grouping: dots, by: \.log).sorted(by: { $0.key < $1.key }) {
            guard let proving = try LogProving(log, in: node) else { continue }
            let statements = try dots.map(\.index).sorted().compactMap(proving.statement)
                .filter(mayLeave)
            guard !statements.isEmpty else { continue }
            contents.statements += statements
            if let history = try proving.history(of: statements) {
                contents.histories.append(history)
            }
        }
        guard !contents.statements.isEmpty else { return nil }
        contents.histories.sort { $0.origin < $1.origin }
        contents.erasures = try erasures(of: contents.statements)
        contents.forks = try forks(of: Set(contents.statements.map(\.origin.member)))
        let making = try BundleManifest.Making(
            member: node.member, person: request.person, purpose: request.purpose,
            at: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        let bundle = try EvidenceBundle(
            contents,
            about: { files in
                try BundleManifest(
                    alliance: node.alliance, about: request.indicator, making: making,
                    captures: request.captures.sorted { $0.digest < $1.digest }, files: files)
            }, signedBy: node.keys.answerSigner(of: node.member, in: node.alliance))
        // What leaves the house is held to what a stranger will hold it to.
        let judgement = bundle.judged(trusting: node.register.anchors)
        guard let verified = judgement.verified else {
            throw EvidenceError.doesNotHold(
                judgement.checks.flatMap(\.failures).prefix(3).joined(separator: "; "))
        }
        return verified
    }

    // MARK: What is said

    /// The entries that are asked for, each with what takes it back, as far as they may be taken away.
    private func said(of request: BundleRequest) throws -> [Set<StatementDot>] {
        var said: [Set<StatementDot>] = []
        if let indicator = request.indicator {
            let rows = try node.view.rows(of: ViewKey(indicator), in: channels, scope: scope)
            for row in rows {
                guard scope.shows(try row.decoded().1) else { continue }
                let takingBack = Set(row.removals.dots)
                if scope.standing(of: row) < .retracted {
                    // They take nothing back: whoever withdraws what is not its own hides nothing.
                    said += [[row.dot]] + takingBack.map { [$0] }
                } else {
                    said.append(takingBack.union([row.dot]))
                }
            }
        }
        return said
            + request.entries.filter { channels.contains($0.log.channel) }.map { [$0] }
    }

    /// Those that were said by then, the oldest first, as far as there is room. What was taken back since goes with
    /// what takes it back, that is not at all: without it it would look as if it stood.
    private func within(
        _ bounds: BundleRequest.Bounds, _ said: [Set<StatementDot>]
    ) throws -> [Set<StatementDot>] {
        var times: [StatementDot: UInt64] = [:]
        var leaving: Set<StatementDot> = []
        for (log, dots) in Dictionary(grouping: Set(said.joined()), by: \.log) {
            guard let proving = try LogProving(log, in: node) else { continue }
            for statement in try dots.map(\.index).compactMap(proving.statement) {
                let dot = StatementDot(log: log, index: statement.index)
                times[dot] = try? Entry(parsing: statement.entry).issuedAt
                if mayLeave(statement) { leaving.insert(dot) }
            }
        }
        /// An entry and what takes it back, and when the last of these was said.
        typealias Said = (last: UInt64, dots: Set<StatementDot>)
        let all: [Said] = said.map { dots in
            (dots.map { times[$0] ?? .max }.max() ?? .max, dots)
        }
        let then = all.filter { $0.last <= bounds.until }.sorted { (one: Said, other: Said) in
            if one.last != other.last { return one.last < other.last }
            return one.dots.sorted().lexicographicallyPrecedes(other.dots.sorted())
        }
        var kept: [Set<StatementDot>] = []
        var counted: Set<StatementDot> = []
        for (_, dots) in then {
            let more = counted.union(dots.intersection(leaving))
            guard UInt64(more.count) <= bounds.statementsMax else { continue }
            counted = more
            kept.append(dots)
        }
        return kept
    }

    /// Whether the very bytes may be taken away. What cannot be read may be marked in a way that is not
    /// known here. Of what is erased nothing is proved but that there was something.
    private func mayLeave(_ statement: BundledStatement) -> Bool {
        guard let entry = try? Entry(parsing: statement.entry) else { return false }
        let bytes: [UInt8]
        switch (entry.body, statement.saltAndPayload) {
        case (.open(let body), _): bytes = body
        case (.commit, let payload?): bytes = Array(payload.dropFirst(Salt.byteCount))
        case (.commit, nil): return true
        }
        guard let said = try? Statement.decode(kind: entry.kind, payload: bytes) else {
            return false
        }
        if case .unknown = said { return false }
        return said.marking.map { $0 <= scope.markingMax } ?? true
    }

    // MARK: What it takes to believe it

    /// Of all versions in a bundle.
    private static let registerBytesMax = 16 * 1024 * 1024

    private func erasures(of statements: [BundledStatement]) throws -> [SignedErasure] {
        let empty = statements.filter { $0.saltAndPayload == nil }
        guard !empty.isEmpty else { return [] }
        return try node.logs.erasures()
            .filter { erasure in
                erasure.state != .proposed
                    && empty.contains {
                        $0.origin == erasure.origin && erasure.entries.contains($0.index)
                    }
            }
            .map(\.signed).sorted { $0.certificate.id < $1.certificate.id }
    }

    /// The proofs because of which an author is suspended.
    private func forks(of members: Set<MemberID>) throws -> [ForkProof] {
        try node.logs.evidence(after: 0, limit: .max).map(\.record)
            .filter { $0.kind == .fork && members.contains($0.origin.member) }
            .map { try ForkProof(parsing: $0.text) }.sorted { $0.origin < $1.origin }
    }
}
