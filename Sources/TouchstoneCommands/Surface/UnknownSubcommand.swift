package import ArgumentParser

/// A word that stands where a subcommand belongs and is none. ArgumentParser would first tell of the options behind it,
/// which are right for the command that was meant.
package struct UnknownSubcommand: Equatable, CustomStringConvertible {
    /// Edits away from a word, at most, and of half its length, for what was perhaps meant.
    private static let editsMax = 3

    package let word: String
    /// The one that was perhaps meant.
    package let nearest: String?

    /// Nil where each word that names a command names one that there is.
    ///
    /// - Parameter arguments: without the program's name.
    /// - Returns: also the command whose subcommand it should be.
    package static func find(
        in arguments: some Sequence<String>, of root: any ParsableCommand.Type
    ) -> (unknown: Self, group: any ParsableCommand.Type)? {
        var command = root
        for word in arguments {
            let subcommands = command.configuration.subcommands
            guard !subcommands.isEmpty, command.configuration.defaultSubcommand == nil,
                !word.hasPrefix("-"), word != "help"
            else { return nil }
            guard let next = subcommands.first(where: { $0._commandName == word }) else {
                return (Self(word, among: subcommands.map { $0._commandName }), command)
            }
            command = next
        }
        return nil
    }

    private init(_ word: String, among names: [String]) {
        self.word = word
        let close = names.map { (name: $0, edits: Self.edits(word, $0)) }.filter {
            $0.edits <= Self.editsMax && $0.edits * 2 <= word.count
        }
        nearest = close.min { $0.edits < $1.edits }?.name
    }

    package var description: String {
        "there is no subcommand '\(word)'" + (nearest.map { ". Did you mean '\($0)'?" } ?? "")
    }

    /// Levenshtein's distance; where lengths alone tell that it is too far, that is what is told.
    private static func edits(_ word: String, _ name: String) -> Int {
        let (word, name) = (Array(word), Array(name))
        guard abs(word.count - name.count) <= editsMax else { return abs(word.count - name.count) }
        var last = Array(0...name.count)
        for (row, character) in word.enumerated() {
            var next = [row + 1]
            for (column, other) in name.enumerated() {
                next.append(
                    min(
                        last[column] + (character == other ? 0 : 1), last[column + 1] + 1,
                        next[column] + 1))
            }
            last = next
        }
        return last[name.count]
    }
}
