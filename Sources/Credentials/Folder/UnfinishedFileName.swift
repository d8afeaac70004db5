#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a file is called while `DurableFile` writes it, before it has its place: `<name>.new-<process>-<number>`. What
/// a crash leaves is called so for ever.
package struct UnfinishedFileName: Equatable, Sendable, CustomStringConvertible {
    private static let mark = ".new"

    /// Of the file that it was to become; a path where this is one.
    package let whole: String
    /// The number of who writes it.
    package let process: Int32
    package let number: UInt32

    /// A new one, of this process.
    init(of whole: String) {
        self.whole = whole
        process = getpid()
        number = .random(in: 0 ... .max)
    }

    /// Nil unless it is exactly such a name.
    package init?(parsing name: String) {
        guard let last = name.lastIndex(of: "-"),
            let number = UInt32(name[name.index(after: last)...]),
            let first = name[..<last].lastIndex(of: "-"),
            let process = Int32(name[name.index(after: first)..<last]), process > 0,
            name[..<first].hasSuffix(Self.mark)
        else { return nil }
        whole = String(name[..<first].dropLast(Self.mark.count))
        self.process = process
        self.number = number
        guard !whole.isEmpty, description == name else { return nil }
    }

    package var description: String { "\(whole)\(Self.mark)-\(process)-\(number)" }

    /// Whether this process writes it, or another wrote it that had its number before.
    package var isOfThisProcess: Bool { process == getpid() }
}
