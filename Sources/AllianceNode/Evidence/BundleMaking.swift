package import AllianceNames
import CRDT
import Credentials
package import Evidence
package import MergedView
package import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// Makes an evidence bundle of what is held here, of no more than whoever asks may take away.
package struct BundleMaking {
    private let node: OpenedNode
    private let scope: ViewScope
    private let channels: Set<ChannelID>
    private let bytesMax: Int

    /// - Parameters:
    ///   - channels: that may be taken away from.
    ///   - bytesMax: of the bundle; where its statements take more, it has fewer of them.
    package init(
        _ node: OpenedNode, scope: ViewScope, channels: Set<ChannelID>,
        bytesMax: Int = EvidenceBundle.bytesMax
    ) {
        self.node = node
        self.scope = scope
        self.channels = channels
        self.bytesMax = bytesMax
    }

    /// Nil where nothing may be taken away of what is asked for. Where there is more than a bundle holds, each member has
    /// a fair share of it, and the manifest says what is left out.
    /// - Throws: `EvidenceError` for more entries named than a bundle holds; what the record and the keys throw.
    package func bundle(_ request: BundleRequest) throws -> VerifiedBundle? {
        let candidates = try BundleCandidates(
            of: request, in: node, scope: scope, channels: channels)
        var entriesMax = EvidenceBundle.statementsMax
        let named = Set(candidates.items.filter(\.isAskedFor).flatMap(\.entries))
        guard named.count <= entriesMax else {
            throw EvidenceError.tooMany("named entries", max: entriesMax)
        }
        if let bounds = request.bounds {
            entriesMax = Int(min(bounds.statementsMax, UInt64(entriesMax)))
        }
        while true {
            do {
                return try bundle(request, of: candidates, entriesMax: entriesMax)
            } catch EvidenceError.tooLarge where entriesMax > 1 {
                // Long entries fill it before many do.
                entriesMax /= 2
            }
        }
    }

    private func bundle(
        _ request: BundleRequest, of candidates: BundleCandidates, entriesMax: Int
    ) throws -> VerifiedBundle? {
        let taken = FairShare.entries(of: candidates.items, entriesMax: entriesMax)
        var contents = EvidenceBundle.Contents(
            registers: node.register.provingNotes(
                countMax: EvidenceBundle.registersMax, bytesMax: Self.registerBytesMax),
            statements: try statements(taken, of: candidates))
        guard !contents.statements.isEmpty else { return nil }
        for (log, statements) in Dictionary(grouping: contents.statements, by: \.origin) {
            if let history = try candidates.proving(log)?.history(of: statements) {
                contents.histories.append(history)
            }
        }
        contents.histories.sort { $0.origin < $1.origin }
        contents.erasures = try erasures(of: contents.statements)
        contents.forks = try forks(of: Set(contents.statements.map(\.origin.member)))
        let making = try BundleManifest.Making(
            member: node.member, person: request.person, purpose: request.purpose,
            at: UTCTimestamp(millisecondsSince1970: node.clock.now()))
        let part = try BundlePart(
            members: request.members, channels: request.channels,
            leftOut: candidates.leftOut(beside: taken))
        let bundle = try EvidenceBundle(
            contents,
            about: { files in
                try BundleManifest(
                    alliance: node.alliance, about: request.indicator, making: making,
                    captures: request.captures.sorted { $0.digest < $1.digest }, part: part,
                    files: files)
            }, signedBy: node.answerSigner(),
            bytesMax: bytesMax)
        // What leaves the house is held to what a stranger will hold it to.
        let judgement = bundle.judged(trusting: node.register.anchors)
        guard let verified = judgement.verified else {
            throw EvidenceError.doesNotHold(
                judgement.checks.flatMap(\.failures).prefix(3).joined(separator: "; "))
        }
        return verified
    }

    // MARK: What is said

    /// In the order of a bundle. An entry goes with what takes it back or not at all.
    private func statements(
        _ taken: Set<StatementDot>, of candidates: BundleCandidates
    ) throws -> [BundledStatement] {
        var statements: [StatementDot: BundledStatement] = [:]
        for dot in taken {
            guard let statement = try candidates.proving(dot.log)?.statement(dot.index),
                candidates.mayLeave(statement)
            else { continue }
            statements[dot] = statement
        }
        let there = Set(statements.keys)
        let whole = candidates.items.filter { item in
            item.entries.isSubset(of: there) && item.beside.map(there.contains) ?? true
        }
        return Set(whole.flatMap(\.entries)).compactMap { statements[$0] }
            .sorted { $0.precedes($1) }
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
