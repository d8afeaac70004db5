import Foundation

/// A program of this machine that reads a file and prints what it makes of it.
package struct InstalledProgram: Hashable, Sendable {
    let path: String
    /// Before the file's name.
    let arguments: [String]

    package init(path: String, arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }
}

/// A program by its name, with the package of Debian that has it.
struct PackagedProgram: Sendable {
    /// Where packages put programs, and who builds them.
    private static let folders = ["/usr/bin", "/usr/local/bin"]

    let name: String
    let package: String
    /// Before the file's name.
    var arguments: [String] = []

    /// Nil where this machine does not have it.
    var installed: InstalledProgram? {
        Self.folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
            .map { InstalledProgram(path: $0, arguments: arguments) }
    }
}
