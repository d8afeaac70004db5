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

            Beside both, --output writes the register before, by whose keys they are judged: give it with them \
            where the keys have changed since.

            Example: touchstone alliance conflict --home brand --output proof
                     touchstone alliance conflict proof/*.note --authority authority.vkey
            """)

    @OptionGroup package var home: HomeOption
    @Argument(
        help:
            "Two register notes to judge, and the one before; default what this folder holds.",
        completion: .file())
    var notes: [String] = []
    @Option(help: "The authority's keys for judging files, one a line; default those of --home.")
    var authority: String?
    @Option(help: "A folder to write both notes into.") var output: String?

    package init() {}

    package func validate() throws {
        guard notes.isEmpty || (2...3).contains(notes.count) else {
            throw ValidationError("a conflict is between two notes, with the one before")
        }
        if authority != nil, notes.isEmpty {
            throw ValidationError("--authority goes with two notes")
        }
    }

    package func run() throws {
        guard let (fork, before) = try notes.isEmpty ? held() : judged().map({ ($0, nil) }) else {
            Output.write("There is no conflict.")
            return
        }
        Output.write("\(fork).".capitalizedSentence)
        if let output {
            try DurableFile.makeFolder(output)
            let named = [(before, ""), (fork.held, "-a"), (fork.other, "-b")]
            for case let (note?, name) in named {
                let version = name.isEmpty ? fork.version - 1 : fork.version
                let path = "\(output)/roster-\(version)\(name).note"
                try DurableFile.write(note.description, to: path, mode: .open, replacing: true)
                Output.write(path)
            }
        }
        throw CommandExit.negative
    }

    private func held() throws -> (RosterFork, before: SignedNote?)? {
        let folder = home.folder
        let register = try RosterRegister.open(
            folder.certs, folder.peers, of: folder.certs.tlsIdentity().spiffeID.alliance,
            in: SQLiteLogStore(path: folder.logDatabase), clock: .system)
        guard let fork = register.fork else { return nil }
        return (fork, register.note(version: fork.version - 1))
    }

    private func judged() throws -> RosterFork? {
        let keys =
            try authority.map { try CertsFolder.authorityKeys(at: $0) }
            ?? home.folder.certs.authorityKeys()
        let read = try notes.map(AuthorityFolder.readNote)
        let rosters = try read.map { try Roster(parsing: $0.text) }
        let rival = rosters.map(\.version).max() ?? 0
        let pair = rosters.indices.filter { rosters[$0].version == rival }
        guard pair.count == 2, let alliance = rosters.first?.alliance else { return nil }
        let before = rosters.indices.filter { rosters[$0].version != rival }.map { read[$0] }
        // The keys may vouch for the one and not for the other, which the one before proves then.
        var refusals: [CommandError] = []
        for (first, second) in [(pair[0], pair[1]), (pair[1], pair[0])] {
            do throws(RosterError) {
                var chain = try RosterChain(
                    trusting: keys, alliance: alliance, restoring: before + [read[first]])
                do throws(RosterError) {
                    guard case .forked(let fork) = try chain.accept(read[second]) else {
                        return nil
                    }
                    return fork
                } catch {
                    refusals.append(CommandError("\(notes[second]) proves nothing: \(error)"))
                }
            } catch {
                refusals.append(CommandError("\(notes[first]) proves nothing: \(error)"))
            }
        }
        throw refusals[0]
    }
}

extension String {
    /// With its first letter as a sentence has it.
    fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() }
}
