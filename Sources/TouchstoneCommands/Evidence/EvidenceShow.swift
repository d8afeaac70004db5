import AllianceNames
import AllianceNode
package import ArgumentParser
import AuditTrail
import Replication
import Roster
import SQLiteStore
import TransparencyLog

package struct EvidenceShow: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the fork proof of a log: both signed checkpoints, and how they differ.",
        discussion: """
            Prints the proof as it travels, after what it says; --format json has both in one object.

            Example: touchstone evidence show ipacc.example/alliance/norvik/e1
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var format: FormatOption
    @Argument(help: "The log, as 'evidence list' shows it.") var log: String

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let record = try HeldForkProof.find(try LogOrigin(parsing: log), in: node)
        let proof = try ForkProof(parsing: record.text)
        let dropped = try node.logs.droppedCheckpoints(of: record.origin)
        let output = ForkOutput(forks: [
            .init(proof, origin: record.origin, dropped: dropped.map(\.size))
        ])
        try home.recordLook(
            .view, by: "evidence show", of: [.log: record.origin.description], results: 1,
            for: purpose.stated)
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            for fork in output.forks {
                Output.write(fork.sentence)
                for size in fork.dropped {
                    Output.write("This node held the other branch up to \(size) entries.")
                }
            }
            Output.write("\n" + Table.visibleLines(proof.description))
        }
    }
}

/// What fork proofs say.
struct ForkOutput: VersionedOutput {
    struct Side: Encodable {
        let size: UInt64
        let rootHash: String

        init(_ checkpoint: Checkpoint) {
            size = checkpoint.size
            rootHash = checkpoint.root.base64
        }
    }
    struct Fork: Encodable {
        let origin: String
        let member: String
        let smaller: Side
        let larger: Side
        /// `root`, `prefix` or `entry`.
        let difference: String
        /// The first entry in which the two histories differ, where the proof names it.
        let entry: UInt64?
        /// Sizes of checkpoints of a branch that was taken out here.
        let dropped: [UInt64]
        /// The proof as it travels.
        let proof: String

        init(_ proof: ForkProof, origin: LogOrigin, dropped: [UInt64]) {
            self.origin = origin.description
            member = origin.member.rawValue
            smaller = Side(proof.smaller.checkpoint)
            larger = Side(proof.larger.checkpoint)
            (difference, entry) =
                switch proof.difference {
                case .root: ("root", nil)
                case .prefix: ("prefix", nil)
                case .entry(let index, _, _): ("entry", index)
                }
            self.dropped = dropped
            self.proof = proof.description
        }

        /// For people.
        var sentence: String {
            let sizes = "for \(smaller.size) and for \(larger.size) entries"
            return switch difference {
            case "root":
                "\(member) signed two records of log \(origin) for \(smaller.size) entries, with different root hashes."
            case "entry":
                "\(member) signed two records of log \(origin), \(sizes), that part at entry \(entry ?? 0)."
            default:
                "\(member) signed two records of log \(origin), \(sizes); the larger does not begin with the smaller."
            }
        }
    }
    let version = 1
    let forks: [Fork]
}
