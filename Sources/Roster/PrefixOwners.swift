package import AllianceNames
package import GS1

/// From a GTIN to the members that answer for it: one look-up for each possible length of prefix,
/// however many prefixes there are.
package struct PrefixOwners: Sendable {
    package struct Owners: Equatable, Sendable {
        /// Who owns the prefix now, if anybody does.
        package let current: MemberID?
        /// Who owned it before, the last one first; asked after `current`.
        package let former: [MemberID]

        package var all: [MemberID] { (current.map { [$0] } ?? []) + former }
    }

    private struct Holder {
        let member: MemberID
        let tenure: Tenure
    }

    private var holders: [String: [Holder]] = [:]
    private let lengths: [Int]

    init(_ members: [Member]) {
        var lengths = Set<Int>()
        for member in members {
            for grant in member.prefixes {
                let holder = Holder(member: member.id, tenure: grant.tenure)
                holders[grant.prefix.digits, default: []].append(holder)
                lengths.insert(grant.prefix.digits.utf8.count)
            }
        }
        self.lengths = lengths.sorted()
    }

    package func owners(of gtin: GTIN) -> Owners {
        let digits = gtin.companyPrefixDigits
        var current: MemberID?
        var former: [Holder] = []
        for length in lengths {
            for holder in holders[String(digits.prefix(length))] ?? [] {
                if holder.tenure.hasEnded {
                    former.append(holder)
                } else {
                    current = holder.member
                }
            }
        }
        // The last owner first; among equals by name, so that every node asks alike.
        former.sort {
            ($0.tenure.until ?? $0.tenure.from, $1.member)
                > ($1.tenure.until ?? $1.tenure.from, $0.member)
        }
        var seen = Set(current.map { [$0] } ?? [])
        return Owners(
            current: current, former: former.map(\.member).filter { seen.insert($0).inserted })
    }
}
