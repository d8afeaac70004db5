package import AllianceNames
package import GS1
package import TransparencyLog

extension RosterDraft {
    /// Admits a member, or brings the record of one up to its descriptor: what is wished and was
    /// never there begins now. Nothing ends, and what the authority has ended does not come back by
    /// a descriptor that still wishes it.
    ///
    /// - Parameters:
    ///   - tlsKey: digest of the public key in the descriptor's certificate request, whose signature
    ///     the caller has checked.
    ///   - logEnds: the ends of the member's open logs, if the descriptor begins a new epoch.
    /// - Throws: `alliance`, `notChannel`, `wrongEpoch`, `logNotEnded`; `untilRemoved` for a member
    ///   that has left, which can return under another name only; `witnessUnreachable` for a witness
    ///   without an endpoint, which would count and could not be asked.
    package mutating func admit(
        _ descriptor: MemberDescriptor, tlsKey: Digest,
        logEnds: [LogOrigin: LogEnd.Until] = [:]
    ) throws(RosterError) {
        guard descriptor.alliance == roster.alliance else {
            throw .alliance(
                expected: roster.alliance.rawValue, found: descriptor.alliance.rawValue)
        }
        let id = descriptor.id
        if let held = roster.member(id) {
            guard held.isActive else { throw .untilRemoved(what: held.identity) }
        } else {
            let index = roster.members.firstIndex { $0.id > id } ?? roster.members.endIndex
            roster.members.insert(
                Member(id: id, name: descriptor.name, tenure: beginning), at: index)
        }
        for key in descriptor.logKeys { try beginEpoch(of: id, key: key, logEnds: logEnds) }
        for channel in [.alliance] + descriptor.channels {
            let held = roster.channel(channel)?.seats.contains { $0.member == id } ?? false
            if !held { try seat(id, in: channel) }
        }
        let tenure = beginning
        try change(id) { member throws(RosterError) in
            member.name = descriptor.name
            member.endpoint = descriptor.endpoint
            for role in descriptor.roles where !member.roles.contains(where: { $0.role == role }) {
                member.roles.append(.init(role: role, tenure: tenure))
            }
            for prefix in descriptor.prefixes
            where !member.prefixes.contains(where: { $0.prefix == prefix }) {
                member.prefixes.append(.init(prefix: prefix, tenure: tenure))
            }
            for scheme in descriptor.codeSchemes
            where !member.codeSchemes.contains(where: { $0.scheme == scheme }) {
                member.codeSchemes.append(.init(scheme: scheme, tenure: tenure))
            }
            Self.begin(descriptor.cosignerKey, in: &member.cosignerKeys, tenure)
            Self.begin(descriptor.answerKey, in: &member.answerKeys, tenure)
            if !member.tlsKeys.contains(where: { $0.spki == tlsKey }) {
                member.tlsKeys.append(.init(spki: tlsKey, tenure: tenure))
            }
            guard member.endpoint != nil || !member.has(.witness) else {
                throw .witnessUnreachable(member: id.rawValue)
            }
        }
    }

    private static func begin(
        _ key: VerifierKey?, in keys: inout [AdmittedKey], _ tenure: Tenure
    ) {
        guard let key, !keys.contains(where: { $0.key == key }) else { return }
        keys.append(AdmittedKey(key: key, tenure: tenure))
    }

    /// Lets a member sign with a new log key from now on. A key that is there already changes
    /// nothing.
    package mutating func beginEpoch(
        of id: MemberID, key: Member.LogKey, logEnds: [LogOrigin: LogEnd.Until] = [:]
    ) throws(RosterError) {
        guard let member = roster.member(id) else { throw .notMember(id.rawValue) }
        if let held = member.logKey(in: key.epoch) {
            guard held == key else {
                throw .keyChanged(what: "log key \(key.epoch) of member \(id)")
            }
            return
        }
        let next = Epoch((member.currentEpoch?.number ?? 0) + 1)
        guard key.epoch == next else {
            throw .wrongEpoch(
                member: id.rawValue, expected: next.description, found: key.epoch.description)
        }
        try endLogs(of: id, logEnds: logEnds)
        try change(id) { $0.logKeys.append(key) }
    }

    /// Ends a membership and everything that hangs on it.
    ///
    /// - Parameter logEnds: for each open log of the member its size and root, from a checkpoint
    ///   that the authority holds, or `void`.
    /// - Throws: `notMember`; `logNotEnded` for a log that `logEnds` leaves out.
    package mutating func remove(
        _ id: MemberID, logEnds: [LogOrigin: LogEnd.Until]
    ) throws(RosterError) {
        try endLogs(of: id, logEnds: logEnds)
        let now = now
        func endAll<T: Tenured>(_ items: inout [T]) {
            for index in items.indices where !items[index].tenure.hasEnded {
                items[index].tenure.until = now
            }
        }
        var cosigners = Set<[UInt8]>()
        try change(id) { member in
            cosigners = Set(member.cosignerKeys.map(\.key.publicKey))
            member.tenure.until = now
            endAll(&member.roles)
            endAll(&member.cosignerKeys)
            endAll(&member.answerKeys)
            endAll(&member.tlsKeys)
            endAll(&member.prefixes)
            endAll(&member.codeSchemes)
        }
        for index in roster.channels.indices {
            for seat in roster.channels[index].seats.indices
            where roster.channels[index].seats[seat].member == id
                && !roster.channels[index].seats[seat].tenure.hasEnded
            {
                roster.channels[index].seats[seat].tenure.until = now
            }
        }
        for index in roster.witnesses.indices
        where cosigners.contains(roster.witnesses[index].key.publicKey)
            && roster.witnesses[index].isActive
        {
            roster.witnesses[index].admitted.tenure.until = now
        }
        settleQuorum()
    }

    /// States the end of every open log of a member, or of those in one channel.
    package mutating func endLogs(
        of id: MemberID, in channel: ChannelID? = nil, logEnds: [LogOrigin: LogEnd.Until]
    ) throws(RosterError) {
        let open = roster.logs.filter {
            $0.scope == .open && $0.origin.member == id
                && (channel == nil || $0.origin.channel == channel)
        }
        for origin in open.map(\.origin).sorted() {
            guard let until = logEnds[origin] else {
                throw .logNotEnded(origin: origin.description)
            }
            try change(id) {
                $0.logEnds.append(
                    LogEnd(channel: origin.channel, epoch: origin.epoch, until: until))
            }
        }
    }

    /// Ends open logs where they are said to end, while their members stay: at once, as after the theft
    /// of a log key. Who wrote to one goes on in its next epoch.
    package mutating func endLogs(
        _ logEnds: [LogOrigin: LogEnd.Until]
    ) throws(RosterError) {
        let open = Set(roster.logs.filter { $0.scope == .open }.map(\.origin))
        for (origin, until) in logEnds.sorted(by: { $0.key < $1.key }) {
            guard open.contains(origin) else { throw .notHeld(what: "log \(origin)") }
            try change(origin.member) {
                $0.logEnds.append(
                    LogEnd(channel: origin.channel, epoch: origin.epoch, until: until))
            }
        }
    }

    package mutating func grant(_ role: Member.Role, to id: MemberID) throws(RosterError) {
        let tenure = beginning
        try change(id) { member in
            if !member.has(role) { member.roles.append(.init(role: role, tenure: tenure)) }
        }
    }

    package mutating func grant(_ prefix: CompanyPrefix, to id: MemberID) throws(RosterError) {
        let tenure = beginning
        try change(id) { $0.prefixes.append(.init(prefix: prefix, tenure: tenure)) }
    }

    package mutating func endPrefix(_ prefix: CompanyPrefix, of id: MemberID) throws(RosterError) {
        let draft = self
        try change(id) { member throws(RosterError) in
            try draft.end(&member.prefixes, "prefix \(prefix) of member \(id)") {
                $0.prefix == prefix
            }
        }
    }

    package mutating func grant(_ scheme: CodeScheme, to id: MemberID) throws(RosterError) {
        let tenure = beginning
        try change(id) { $0.codeSchemes.append(.init(scheme: scheme, tenure: tenure)) }
    }

    package mutating func endScheme(_ scheme: CodeScheme, of id: MemberID) throws(RosterError) {
        let draft = self
        try change(id) { member throws(RosterError) in
            try draft.end(&member.codeSchemes, "code scheme \(scheme) of member \(id)") {
                $0.scheme == scheme
            }
        }
    }

    package mutating func endRole(_ role: Member.Role, of id: MemberID) throws(RosterError) {
        let draft = self
        try change(id) { member throws(RosterError) in
            try draft.end(&member.roles, "role \(role.rawValue) of member \(id)") {
                $0.role == role
            }
        }
    }

    /// Shuts out a TLS key; the other keys of the member stay.
    package mutating func endTLSKey(_ spki: Digest, of id: MemberID) throws(RosterError) {
        let draft = self
        try change(id) { member throws(RosterError) in
            try draft.end(&member.tlsKeys, "TLS key \(spki) of member \(id)") {
                $0.spki == spki
            }
        }
    }

    /// Ends an answer or cosigner key.
    package mutating func endKey(_ key: VerifierKey, of id: MemberID) throws(RosterError) {
        let draft = self
        try change(id) { member throws(RosterError) in
            if key.algorithm == .cosignatureV1 {
                try draft.end(&member.cosignerKeys, "key \(key)") { $0.key == key }
            } else {
                try draft.end(&member.answerKeys, "key \(key)") { $0.key == key }
            }
        }
        // Witnesses are listed by their keys: whoever has this one would go on confirming.
        for witness in roster.witnesses
        where witness.isActive && witness.key.publicKey == key.publicKey {
            try endWitness(witness.key)
        }
    }
}
