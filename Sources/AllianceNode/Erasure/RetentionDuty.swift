package import AllianceNames
package import Replication
package import Roster
package import TransparencyLog

/// What a member's node does about retention limits at one time: it proposes what is due of its own
/// logs; one that has an authority's key countersigns what the roster's rule demands, and issues alone
/// what an author has left undone for `Roster.Retention.authorDays`. Calls block.
package struct RetentionDuty: Sendable {
    private let logs: any LogStore
    private let roster: VerifiedRoster
    private let register: ErasureRegister
    private let sweep: RetentionSweep
    private let time: UInt64

    /// - Parameter time: in ms since 1970.
    package init(_ logs: any LogStore, roster: VerifiedRoster, at time: UInt64) {
        self.logs = logs
        self.roster = roster
        register = ErasureRegister(logs: logs, roster: { roster })
        sweep = RetentionSweep(logs, by: roster.roster)
        self.time = time
    }

    /// Proposes what is due of a member's own logs.
    /// - Parameter signer: of one of its logs; nil where it has no key for it.
    /// - Returns: certificates proposed.
    @discardableResult
    package func propose(
        for member: MemberID, signer: (LogOrigin) throws -> NoteSigner?
    ) throws -> Int {
        var count = 0
        for origin in try logs.states().map(\.origin) where origin.member == member {
            guard let signer = try signer(origin) else { continue }
            count += try issue(
                sweep.due(of: origin, at: time), of: origin, by: signer)
        }
        return count
    }

    /// Countersigns the proposals that a rule demands, and complete certificates that the newest roster would
    /// not find complete, because keys or threshold have changed: who joins later has to believe them too.
    ///
    /// - Parameter judged: what was found before by the same roster; what is found now is added.
    /// - Returns: certificates signed.
    @discardableResult
    package func countersign(
        asAuthority signer: NoteSigner, knowing judged: inout JudgedEntries
    ) throws -> Int {
        let unsigned = try logs.erasures().filter { record in
            !record.signed.note.signatures.contains(where: signer.verifierKey.isClaimed)
        }
        let complete = try unsigned.filter {
            try $0.state >= .complete && !$0.signed.standing(by: roster).isComplete
        }
        let demanded = try sweep.demanded(
            of: unsigned.filter { $0.state == .proposed }, at: time, knowing: &judged)
        for record in complete + demanded { try register.countersign(record, by: signer) }
        return complete.count + demanded.count
    }

    /// The same, with nothing found before.
    @discardableResult
    package func countersign(asAuthority signer: NoteSigner) throws -> Int {
        var judged = JudgedEntries()
        return try countersign(asAuthority: signer, knowing: &judged)
    }

    /// Issues what authors have left undone, in every log that is held here.
    /// - Returns: certificates signed.
    @discardableResult
    package func issueOverdue(asAuthority signer: NoteSigner) throws -> Int {
        let grace = Roster.Retention.authorDays * 86_400_000
        var count = 0
        for origin in try logs.states().map(\.origin) where roster.log(origin) != nil {
            count += try issue(
                sweep.due(of: origin, at: time - min(time, grace)), of: origin, by: signer)
        }
        return count
    }

    /// A proposal that a rule demands is signed by all without a person, and need not be made again. Any other may
    /// never be completed, and so holds nothing up, whoever made it.
    private func issue(
        _ due: EntryRanges, of origin: LogOrigin, by signer: NoteSigner
    ) throws -> Int {
        guard !due.isEmpty else { return 0 }
        let open = try logs.erasures().filter { $0.origin == origin && $0.state == .proposed }
        var judged = JudgedEntries()
        let demanded = try sweep.demanded(of: open, at: time, knowing: &judged)
        let left = due.subtracting(EntryRanges(demanded.flatMap(\.entries.ranges)))
        let certificates = try ErasureCertificate.certificates(
            of: origin, entries: left, reason: .retentionLimit,
            issuedAt: UTCTimestamp(millisecondsSince1970: time))
        var count = 0
        for certificate in certificates {
            do {
                try register.accept(SignedErasure(certificate, by: [signer]))
            } catch ErasureError.tooManyProposals {
                // The rest of this log is looked at again the next day; others are not to wait for it.
                return count
            }
            count += 1
        }
        return count
    }
}
