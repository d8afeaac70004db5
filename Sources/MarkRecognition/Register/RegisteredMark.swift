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
        var all: [RegisteredMark] = []
        for (owner, right) in rights where right.kind == .trademark {
            guard isName(right.title) else { continue }
            let key = Key(owner: owner, title: TextFolding.unaccented(right.title))
            let aliases = right.aliases.filter { isName($0.name) }
                .map { Mark.Alias(language: $0.language, name: $0.name) }
            if let place = places[key] {
                all[place] = all[place].joined(by: right, aliases)
            } else {
                places[key] = all.count
                all.append(
                    RegisteredMark(
                        owner: owner,
                        mark: Mark(right.title, aliases: aliases, classes: right.niceClasses),
                        registrations: [right.key]))
            }
        }
        return all
    }

    /// Of more than a recogniser takes, the first.
    package static func recognisable(_ all: [RegisteredMark]) -> [RegisteredMark] {
        var (marks, aliases): ([RegisteredMark], Int) = ([], 0)
        for registered in all.prefix(MarkList.marksMax) {
            aliases += registered.mark.aliases.count
            guard aliases <= MarkList.aliasesMax else { break }
            marks.append(registered)
        }
        return marks
    }

    private func joined(by right: Right, _ more: [Mark.Alias]) -> RegisteredMark {
        let classes = mark.classes + right.niceClasses.filter { !mark.classes.contains($0) }
        let aliases = mark.aliases + more.filter { !mark.aliases.contains($0) }
        return RegisteredMark(
            owner: owner, mark: Mark(mark.name, aliases: aliases, classes: classes),
            registrations: registrations.contains(right.key)
                ? registrations : registrations + [right.key])
    }

    private static func isName(_ name: String) -> Bool {
        (try? MarkList([Mark(name)])) != nil
    }
}
