import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Roster
import SQLiteStore
import TransparencyLog

package struct AllianceConflict: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "conflict",
        abstract: "Whether the authority signed two member registers in the place of one.",
        discussion: """
            Two registers of one version, both validly signed, are proof against the authority: \
            whoever has both shows them to anybody, who checks them with the authority's keys alone. A \
            node that sees both takes up no further register. Leaves with 1 where there is a conflict.

            Example: touchstone alliance conflict --home brand --out proof
                     touchstone alliance conflict proof/roster-7-a.note proof/roster-7-b.note \
            --authority authority.vkey
            """)

    @OptionGroup package var home: HomeOption
    @Argument(
        help: "Two register notes to judge; default what this folder holds.", completion: .file())
    var notes: [String] = []
    @Option(help: "The authority's keys for judging files, one a line; default those of --home.")
    var authority: String?
    @Option(help: "A folder to write both notes into.") var out: String?

    package init() {}

    package func validate() throws {
        guard notes.isEmpty || notes.count == 2 else {
            throw ValidationError("a conflict is between two notes")
        }
        if authority != nil, notes.isEmpty {
            throw ValidationError("--authority goes with two notes")
        }
    }

    package func run() throws {
        guard let fork = try notes.isEmpty ? held() : judged() else {
            Output.write("There is no conflict.")
            return
        }
        Output.write("\(fork).".capitalizedSentence)
        if let out {
            try DurableFile.makeFolder(out)
            for (note, name) in [(fork.held, "a"), (fork.other, "b")] {
                let path = "\(out)/roster-\(fork.version)-\(name).note"
                try DurableFile.write(note.description, to: path, mode: .open, replacing: true)
                Output.write(path)
            }
        }
        throw CommandExit.negative
    }

    private func held() throws -> RosterFork? {
        let folder = home.folder
        return try RosterRegister.open(
            folder.certs, folder.peers, of: folder.certs.tlsIdentity().spiffeID.alliance,
            in: SQLiteLogStore(path: folder.logDatabase), clock: .system
        ).fork
    }

    private func judged() throws -> RosterFork? {
        let keys =
            try authority.map { try CertsFolder.authorityKeys(at: $0) }
            ?? home.folder.certs.authorityKeys()
        let read = try notes.map { path in
            do {
                return try SignedNote(
                    parsing: DurableFile.read(path, bytesMax: SignedNote.bytesMax))
            } catch let error as TransparencyLogError {
                throw CommandError("\(path) is no member register: \(error)")
            }
        }
        var chain = RosterChain(
            trusting: keys, alliance: try Roster(parsing: read[0].text).alliance)
        for (note, path) in zip(read, notes) {
            do {
                if case .forked(let fork) = try chain.accept(note) { return fork }
            } catch {
                throw CommandError("\(path) proves nothing: \(error)")
            }
        }
        return nil
    }
}

extension String {
    /// With its first letter as a sentence has it.
    fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() }
}
