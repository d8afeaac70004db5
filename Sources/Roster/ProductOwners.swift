package import AllianceNames
package import GS1

/// From a product to the members that answer for it. For a GTIN one look-up for each possible length of
/// prefix, however many prefixes there are; for a code scheme one.
package struct ProductOwners: Sendable {
    package struct Owners: Equatable, Sendable {
        /// Who owns the prefix or scheme now, if anybody does.
        package let current: MemberID?
        /// Who owned it before, the last one first; asked after `current`.
        package let former: [MemberID]

        package var all: [MemberID] { (current.map { [$0] } ?? []) + former }
    }

    private struct Holder {
        let member: MemberID
        let tenure: Tenure
    }

    private var prefixes: [String: [Holder]] = [:]
    private var schemes: [String: [Holder]] = [:]
    private let lengths: [Int]

    init(_ members: [Member]) {
        var lengths = Set<Int>()
        for member in members {
            for grant in member.prefixes {
                let holder = Holder(member: member.id, tenure: grant.tenure)
                prefixes[grant.prefix.digits, default: []].append(holder)
                lengths.insert(grant.prefix.digits.utf8.count)
            }
            for grant in member.codeSchemes {
                let holder = Holder(member: member.id, tenure: grant.tenure)
                schemes[grant.scheme.name, default: []].append(holder)
            }
        }
        self.lengths = lengths.sorted()
    }

    package func owners(of gtin: GTIN) -> Owners {
        let digits = gtin.companyPrefixDigits
        return Self.owners(lengths.flatMap { prefixes[String(digits.prefix($0))] ?? [] })
    }

    package func owners(ofScheme scheme: String) -> Owners { Self.owners(schemes[scheme] ?? []) }

    private static func owners(_ holders: [Holder]) -> Owners {
        let current = holders.last { !$0.tenure.hasEnded }?.member
        // The last owner first; among equals by name, so that every node asks alike.
        let former = holders.filter(\.tenure.hasEnded).sorted {
            ($0.tenure.until ?? $0.tenure.from, $1.member)
                > ($1.tenure.until ?? $1.tenure.from, $0.member)
        }
        var seen = Set(current.map { [$0] } ?? [])
        return Owners(
            current: current, former: former.map(\.member).filter { seen.insert($0).inserted })
    }
}
