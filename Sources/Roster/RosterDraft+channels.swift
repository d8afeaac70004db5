package import AllianceNames
package import Statements
package import TransparencyLog

extension RosterDraft {
    /// Opens a channel, or changes the marking of one.
    package mutating func openChannel(_ id: ChannelID, marking: TLP) {
        if let index = roster.channels.firstIndex(where: { $0.id == id }) {
            roster.channels[index].marking = marking
            return
        }
        let index = roster.channels.firstIndex { $0.id > id } ?? roster.channels.endIndex
        roster.channels.insert(.init(id: id, marking: marking), at: index)
    }

    /// Gives a member a seat, unless it has one. A joiner gets the channel's full history.
    package mutating func seat(_ member: MemberID, in channel: ChannelID) throws(RosterError) {
        guard roster.member(member)?.isActive == true else {
            throw .notMember(member.rawValue)
        }
        let tenure = beginning
        try change(channel) { channel in
            guard !channel.isOpen(to: member) else { return }
            channel.seats.append(.init(member: member, tenure: tenure))
        }
    }

    /// Ends a seat, and the member's log in the channel with it.
    package mutating func endSeat(
        of member: MemberID, in channel: ChannelID, logEnds: [LogOrigin: LogEnd.Until]
    ) throws(RosterError) {
        try endLogs(of: member, in: channel, logEnds: logEnds)
        let draft = self
        try change(channel) { record throws(RosterError) in
            try draft.end(&record.seats, "seat of \(member) in channel \(channel)") {
                $0.member == member
            }
        }
    }

    /// Lets a cosigner count towards the quorum: a member's, if it has the role, or an outsider's.
    package mutating func addWitness(_ key: VerifierKey) throws(RosterError) {
        guard key.algorithm == .cosignatureV1 else {
            throw .keyType(
                path: key.name, expected: VerifierKey.Algorithm.cosignatureV1.rawValue,
                found: key.algorithm.rawValue)
        }
        guard !roster.witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
            return
        }
        roster.witnesses.append(.init(AdmittedKey(key: key, tenure: beginning)))
        settleQuorum()
    }

    package mutating func endWitness(_ key: VerifierKey) throws(RosterError) {
        var keys = roster.witnesses.map(\.admitted)
        try end(&keys, "witness \(key.name)") { $0.key == key }
        roster.witnesses = keys.map(Roster.Witness.init)
        settleQuorum()
    }

    /// Makes a member a witness: the role, and its newest cosigner key among those that count, in the place of
    /// the one before: a member counts once.
    /// - Throws: `notHeld` for a member without a cosigner key; `witnessEnded` for one that was a witness with
    ///   it and ended; `witnessUnreachable` for one that takes no connections.
    package mutating func makeWitness(_ id: MemberID) throws(RosterError) {
        let keys = try openCosignerKeys(of: id)
        guard roster.member(id)?.endpoint != nil else {
            throw .witnessUnreachable(member: id.rawValue)
        }
        guard let key = keys.last else { throw .notHeld(what: "cosigner key of member \(id)") }
        let listed = roster.witnesses.first { $0.key.publicKey == key.publicKey }
        if let listed, !listed.isActive { throw .witnessEnded(member: id.rawValue) }
        for other in witnessKeys(of: id) where other.publicKey != key.publicKey {
            try endWitness(other)
        }
        try grant(.witness, to: id)
        try addWitness(key)
    }

    /// Ends a member's part as a witness; its cosignatures count no more.
    package mutating func endWitness(_ id: MemberID) throws(RosterError) {
        _ = try openCosignerKeys(of: id)
        for key in witnessKeys(of: id) { try endWitness(key) }
        if roster.member(id)?.has(.witness) == true { try endRole(.witness, of: id) }
    }

    /// The key with which a member counts as a witness; nil for one that does not.
    package func witnessKey(of id: MemberID) -> VerifierKey? { witnessKeys(of: id).last }

    /// One, unless a register was made by an older program.
    private func witnessKeys(of id: MemberID) -> [VerifierKey] {
        let own = Set((roster.member(id)?.cosignerKeys ?? []).map(\.key.publicKey))
        return roster.witnesses.filter { $0.isActive && own.contains($0.key.publicKey) }.map(\.key)
    }

    private func openCosignerKeys(of id: MemberID) throws(RosterError) -> [VerifierKey] {
        guard let member = roster.member(id), member.isActive else {
            throw .notMember(id.rawValue)
        }
        return member.cosignerKeys.filter { !$0.tenure.hasEnded }.map(\.key)
    }

    /// The least quorum that the number of witnesses allows.
    mutating func settleQuorum() {
        roster.quorum = Roster.quorumMin(witnesses: roster.witnesses.filter(\.isActive).count)
    }

    /// Hands the authority on: `keys` and their threshold from now on. The note then takes
    /// signatures of both, the old threshold and the new.
    package mutating func setAuthority(_ keys: [VerifierKey], threshold: Int) {
        for index in roster.authority.keys.indices
        where !keys.contains(roster.authority.keys[index].key)
            && !roster.authority.keys[index].tenure.hasEnded
        {
            roster.authority.keys[index].tenure.until = now
        }
        let held = roster.authority.keys.map(\.key)
        roster.authority.keys += keys.filter { !held.contains($0) }
            .map { AdmittedKey(key: $0, tenure: beginning) }
        roster.authority.threshold = threshold
    }

    package mutating func set(quotas: Roster.Quotas, stalenessSeconds: UInt64) {
        roster.quotas = quotas
        roster.stalenessSeconds = stalenessSeconds
    }
}
