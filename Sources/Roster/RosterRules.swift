import AllianceNames
import GS1
import TransparencyLog

/// The rules that hold within one roster, whatever came before it.
struct RosterRules {
    private let roster: Roster

    /// - Throws: the first rule that `roster` breaks.
    static func check(_ roster: Roster) throws(RosterError) {
        let rules = RosterRules(roster: roster)
        try rules.checkHead()
        try rules.checkListedOnce()
        try rules.checkTenures()
        try rules.checkKeys()
        try rules.checkAuthority()
        try rules.checkWitnesses()
        try rules.checkMembers()
        try rules.checkSeats()
        try rules.checkPrefixes()
        try rules.checkSchemes()
    }

    private init(roster: Roster) { self.roster = roster }

    private func checkHead() throws(RosterError) {
        guard (1...Roster.versionMax).contains(roster.version),
            (roster.version > 1) == (roster.previous != nil)
        else {
            throw .version(found: roster.version, hasPrevious: roster.previous != nil)
        }
        guard roster.issuedAt < roster.expiresAt else {
            throw .period(issuedAt: roster.issuedAt, expiresAt: roster.expiresAt)
        }
        guard (1...Roster.stalenessSecondsMax).contains(roster.stalenessSeconds) else {
            throw .staleness(found: roster.stalenessSeconds, max: Roster.stalenessSecondsMax)
        }
    }

    /// Identifiers sorted, everything once: comparing two rosters then is comparing names.
    private func checkListedOnce() throws(RosterError) {
        try checkSorted(roster.members.map(\.id)) { "member \($0)" }
        try checkSorted(roster.channels.map(\.id)) { "channel \($0)" }
        for member in roster.members {
            try checkOnce(member.grants.map { "\($0.identity) of member \(member.id)" })
            try checkSorted(member.logKeys.map(\.epoch)) { "epoch \($0) of member \(member.id)" }
            try checkOnce(
                member.logEnds.map { "end of log \($0.channel)/\(member.id)/\($0.epoch)" })
        }
        try checkOnce(roster.holds.map(\.identity))
        try checkOnce(roster.retention.rules.map(\.identity))
        for channel in roster.channels {
            try checkOnce(channel.seats.map { "\($0.identity) in channel \(channel.id)" })
            // Two seats of one member at a time would make its end ambiguous.
            let open = channel.seats.filter { !$0.tenure.hasEnded }
            try checkOnce(open.map { "seat of \($0.member) in channel \(channel.id)" })
        }
    }

    private func checkSorted<ID: Comparable>(
        _ ids: [ID], _ name: (ID) -> String
    ) throws(RosterError) {
        for (id, next) in zip(ids, ids.dropFirst()) where id >= next {
            throw id == next ? .listedTwice(name(id)) : .unordered(name(next))
        }
    }

    private func checkOnce(_ names: [String]) throws(RosterError) {
        var seen = Set<String>()
        for name in names where !seen.insert(name).inserted { throw .listedTwice(name) }
    }

    private func checkTenures() throws(RosterError) {
        func check(_ item: any Tenured, of owner: String = "") throws(RosterError) {
            let tenure = item.tenure
            let until = tenure.until ?? tenure.from
            guard tenure.from <= until, until <= roster.issuedAt else {
                throw .tenure(
                    what: item.identity + owner, from: tenure.from, until: tenure.until,
                    issuedAt: roster.issuedAt)
            }
        }
        for key in roster.authority.keys { try check(key) }
        for witness in roster.witnesses { try check(witness.admitted) }
        for hold in roster.holds {
            try check(hold)
            guard hold.log.alliance == roster.alliance else {
                throw .alliance(
                    expected: roster.alliance.rawValue, found: hold.log.alliance.rawValue)
            }
        }
        for member in roster.members {
            try check(member)
            for grant in member.grants { try check(grant, of: " of member \(member.id)") }
        }
        for channel in roster.channels {
            for seat in channel.seats { try check(seat, of: " in channel \(channel.id)") }
        }
    }

    /// One key, one use, one owner, over the whole roster and also after it has ended.
    private func checkKeys() throws(RosterError) {
        var uses: [[UInt8]: String] = [:]
        func use(_ key: [UInt8], _ use: String) throws(RosterError) {
            if let first = uses[key] {
                throw .keyReused(key: Base64.encode(key), first: first, second: use)
            }
            uses[key] = use
        }
        for key in roster.authority.keys { try use(key.key.publicKey, "authority") }
        for member in roster.members {
            for key in member.logKeys {
                try use(key.publicKey, "log key of \(member.id) in \(key.epoch)")
            }
            for key in member.cosignerKeys {
                try use(key.key.publicKey, "cosigner key of \(member.id)")
            }
            for key in member.answerKeys {
                try use(key.key.publicKey, "answer key of \(member.id)")
            }
            // A digest, not a key; no two members may hold one either.
            for key in member.tlsKeys { try use(key.spki.bytes, "TLS key of \(member.id)") }
        }
        let cosigners = Set(
            roster.members.flatMap { $0.cosignerKeys.map(\.key.publicKey) })
        for witness in roster.witnesses where !cosigners.contains(witness.key.publicKey) {
            try use(witness.key.publicKey, "witness \(witness.key.name)")
        }
    }

    private func checkAuthority() throws(RosterError) {
        let keys = roster.authority.currentKeys.count
        guard (1...max(keys, 1)).contains(roster.authority.threshold), keys > 0 else {
            throw .threshold(found: roster.authority.threshold, keys: keys)
        }
    }

    private func checkWitnesses() throws(RosterError) {
        try checkOnce(
            roster.witnesses.map { "witness key \(Base64.encode($0.key.publicKey))" })
        let active = roster.witnesses.filter(\.isActive)
        let least = Roster.quorumMin(witnesses: active.count)
        guard roster.quorum >= least else { throw .quorum(found: roster.quorum, min: least) }
        let keys = Set(active.map(\.key.publicKey))
        for member in roster.members
        where member.cosignerKeys.contains(where: { keys.contains($0.key.publicKey) }) {
            guard member.has(.witness) else { throw .witnessRole(member: member.id.rawValue) }
        }
    }

    private func checkMembers() throws(RosterError) {
        let everybody = roster.channel(.alliance)
        for member in roster.members {
            guard member.isActive else {
                if let open = member.grants.first(where: { !$0.tenure.hasEnded }) {
                    throw .openAfterEnd(member: member.id.rawValue, what: open.identity)
                }
                if let channel = roster.channels.first(where: { $0.isOpen(to: member.id) }) {
                    throw .openAfterEnd(
                        member: member.id.rawValue, what: "its seat in channel \(channel.id)")
                }
                continue
            }
            guard everybody?.isOpen(to: member.id) == true else {
                throw .noSeat(member: member.id.rawValue)
            }
        }
    }

    private func checkSeats() throws(RosterError) {
        let members = Set(roster.members.map(\.id))
        for channel in roster.channels {
            for seat in channel.seats where !members.contains(seat.member) {
                throw .unknownMember(what: "\(seat.identity) in channel \(channel.id)")
            }
        }
        for member in roster.members {
            for end in member.logEnds {
                let seats = roster.channel(end.channel)?.seats ?? []
                guard member.logKey(in: end.epoch) != nil,
                    seats.contains(where: { $0.member == member.id })
                else {
                    throw .unknownLog(what: "'\(end.channel)/\(member.id)/\(end.epoch)'")
                }
            }
        }
    }

    /// No number belongs to two owners at one time; nor twice to one, which would leave it
    /// undecided when it ends.
    private func checkPrefixes() throws(RosterError) {
        var grants: [(digits: String, tenure: Tenure, what: String)] = []
        for member in roster.members {
            for grant in member.prefixes {
                grants.append(
                    (grant.prefix.digits, grant.tenure, "prefix \(grant.prefix) of \(member.id)"))
            }
        }
        // What a prefix overlaps stands between it and its own last extension in this order.
        grants.sort { $0.digits < $1.digits }
        for (position, grant) in grants.enumerated() {
            for other in grants[(position + 1)...] {
                guard other.digits.hasPrefix(grant.digits) else { break }
                if grant.tenure.overlaps(other.tenure) {
                    throw .prefixOverlap(first: grant.what, second: other.what)
                }
            }
        }
    }

    /// As with prefixes: one name, one owner at a time.
    private func checkSchemes() throws(RosterError) {
        var grants: [String: [(tenure: Tenure, what: String)]] = [:]
        for member in roster.members {
            for grant in member.codeSchemes {
                let what = "code scheme \(grant.scheme) of \(member.id)"
                for other in grants[grant.scheme.name] ?? []
                where grant.tenure.overlaps(other.tenure) {
                    throw .schemeOverlap(first: other.what, second: what)
                }
                grants[grant.scheme.name, default: []].append((grant.tenure, what))
            }
        }
    }
}
