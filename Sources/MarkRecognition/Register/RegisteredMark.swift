package import AllianceNames
package import Statements

/// A trade mark as its owner's rights state it: those of one owner that have the same title are one mark, with all
/// names that any of them has.
package struct RegisteredMark: Equatable, Sendable {
    package let owner: MemberID
    package let mark: Mark
    /// The registrations that it rests on, as `Right.key` writes them: one at least.
    package let registrations: [String]

    package init(owner: MemberID, mark: Mark, registrations: [String]) {
        precondition(!registrations.isEmpty, "a mark rests on a registration")
        self.owner = owner
        self.mark = mark
        self.registrations = registrations
    }

    /// The marks of rights that count, in the order in which each is first met. Designs, patents and works have
    /// titles that are no marks.
    ///
    /// - Parameter rights: what cannot be looked for (longer than a name may be, without a letter) is left out.
    package static func all(of rights: [(owner: MemberID, right: Right)]) -> [RegisteredMark] {
        struct Key: Hashable {
            let owner: MemberID
            let title: String
        }
        var places: [Key: Int] = [:]
        var all: [Gathered] = []
        for (owner, right) in rights where right.kind == .trademark {
            guard isName(right.title) else { continue }
            let key = Key(owner: owner, title: TextFolding.unaccented(right.title))
            let place = places[key] ?? all.count
            if place == all.count {
                places[key] = place
                all.append(Gathered(owner: owner, name: right.title))
            }
            all[place].add(right)
        }
        return all.map(\.mark)
    }

    /// A mark while its rights are read. One title may be stated in thousands of them, each with names of its own.
    private struct Gathered {
        let owner: MemberID
        let name: String
        private var aliases: [Mark.Alias] = []
        private var knownAliases: Set<Mark.Alias> = []
        private var classes: [Int] = []
        private var registrations: [String] = []
        private var knownRegistrations: Set<String> = []

        init(owner: MemberID, name: String) { (self.owner, self.name) = (owner, name) }

        mutating func add(_ right: Right) {
            for other in right.aliases where RegisteredMark.isName(other.name) {
                let alias = Mark.Alias(language: other.language, name: other.name)
                if knownAliases.insert(alias).inserted { aliases.append(alias) }
            }
            for number in right.niceClasses where !classes.contains(number) {
                classes.append(number)
            }
            if knownRegistrations.insert(right.key).inserted { registrations.append(right.key) }
        }

        var mark: RegisteredMark {
            RegisteredMark(
                owner: owner, mark: Mark(name, aliases: aliases, classes: classes),
                registrations: registrations)
        }
    }

    /// Letters of all names that are looked for together: a recogniser takes about a hundred bytes for each.
    package static let lettersMax = 4_000_000

    /// Of more than a recogniser takes, of each owner the first: who states many leaves room for others'.
    package static func recognisable(
        _ all: [RegisteredMark], marksMax: Int = MarkList.marksMax,
        aliasesMax: Int = MarkList.aliasesMax, lettersMax: Int = lettersMax
    ) -> [RegisteredMark] {
        let needs = all.map { [1, $0.mark.aliases.count, $0.letterCount] }
        var left = [marksMax, aliasesMax, lettersMax].enumerated().map { place, whole in
            var wanted: [MemberID: Int] = [:]
            for (registered, need) in zip(all, needs) {
                wanted[registered.owner, default: 0] += need[place]
            }
            return shares(of: whole, wanted: wanted)
        }
        return zip(all, needs).compactMap { registered, need in
            let owner = registered.owner
            guard left.indices.allSatisfy({ left[$0][owner, default: 0] >= need[$0] }) else {
                return nil
            }
            for place in left.indices { left[place][owner, default: 0] -= need[place] }
            return registered
        }
    }

    /// As they are read: one sign may stand for a whole phrase.
    private var letterCount: Int {
        mark.aliases.reduce(TextFolding.folded(mark.name).unicodeScalars.count) {
            $0 + TextFolding.folded($1.name).unicodeScalars.count
        }
    }

    /// All that each wants where there is so much; else no more than an equal part of what those leave who want less.
    private static func shares(of whole: Int, wanted: [MemberID: Int]) -> [MemberID: Int] {
        var (left, others) = (whole, wanted.count)
        var shares: [MemberID: Int] = [:]
        for (owner, count) in wanted.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            let share = min(count, left / others)
            shares[owner] = share
            left -= share
            others -= 1
        }
        return shares
    }

    private static func isName(_ name: String) -> Bool {
        (try? MarkList([Mark(name)])) != nil
    }
}
