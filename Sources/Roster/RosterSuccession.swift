import AllianceNames
import TransparencyLog

/// The rules from one version to the next: nothing is deleted, and what has ended stays as it is.
struct RosterSuccession {
    private let old: Roster
    private let new: Roster

    /// - Throws: the first rule that `new` breaks as the successor of `old`.
    static func check(from old: Roster, to new: Roster) throws(RosterError) {
        let rules = RosterSuccession(old: old, new: new)
        guard new.issuedAt >= old.issuedAt else {
            throw .backdated(previous: old.issuedAt, found: new.issuedAt)
        }
        try rules.checkKept(old.authority.keys, in: new.authority.keys, of: " of the authority")
        try rules.checkKept(
            old.witnesses.map(\.admitted), in: new.witnesses.map(\.admitted), of: " of a witness")
        try rules.checkKept(old.holds, in: new.holds, of: "")
        try rules.checkMembers()
        try rules.checkChannels()
        try rules.checkLogs()
    }

    private init(old: Roster, new: Roster) {
        self.old = old
        self.new = new
    }

    private func checkMembers() throws(RosterError) {
        try checkKept(old.members, in: new.members, of: "")
        let kept = Dictionary(new.members.map { ($0.id, $0) }) { first, _ in first }
        for before in old.members {
            guard let after = kept[before.id] else { continue }
            try checkKept(before.grants, in: after.grants, of: " of member \(before.id)")
            for key in before.logKeys {
                let what = "log key \(key.epoch) of member \(before.id)"
                guard let now = after.logKey(in: key.epoch) else { throw .dropped(what: what) }
                guard now == key else { throw .keyChanged(what: what) }
            }
            for end in before.logEnds {
                let what = "log \(end.channel)/\(before.id)/\(end.epoch)"
                guard let now = after.logEnd(in: end.channel, epoch: end.epoch) else {
                    throw .untilRemoved(what: what)
                }
                guard now == end else { throw .untilMoved(what: what) }
            }
        }
    }

    private func checkChannels() throws(RosterError) {
        let kept = Dictionary(new.channels.map { ($0.id, $0) }) { first, _ in first }
        for before in old.channels {
            guard let after = kept[before.id] else {
                throw .dropped(what: "channel \(before.id)")
            }
            try checkKept(before.seats, in: after.seats, of: " in channel \(before.id)")
        }
    }

    /// Who stops writing to a log leaves its size and root behind.
    private func checkLogs() throws(RosterError) {
        let open = Set(new.logs.filter { $0.scope == .open }.map(\.origin))
        let ended = Set(new.logs.filter { $0.hasEnded }.map(\.origin))
        for log in old.logs where log.scope == .open {
            guard open.contains(log.origin) || ended.contains(log.origin) else {
                throw .logNotEnded(origin: log.origin.description)
            }
        }
    }

    private func checkKept(
        _ before: [any Tenured], in after: [any Tenured], of owner: String
    ) throws(RosterError) {
        let kept = Dictionary(after.map { ($0.identity, $0.tenure) }) { first, _ in first }
        for item in before {
            let what = item.identity + owner
            guard let now = kept[item.identity] else { throw .dropped(what: what) }
            guard now.from == item.tenure.from else { throw .startMoved(what: what) }
            guard let until = item.tenure.until else { continue }
            guard let nowUntil = now.until else { throw .untilRemoved(what: what) }
            guard nowUntil == until else { throw .untilMoved(what: what) }
        }
    }
}
