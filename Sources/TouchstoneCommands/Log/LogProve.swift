import AllianceNames
package import ArgumentParser
import AuditTrail
import Credentials
import TransparencyLog

package struct LogProve: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Make a proof that an entry is in a log, for anybody to verify offline.",
        discussion: """
            The proof is a C2SP tlog-proof: inclusion proof and signed checkpoint in one text. It \
            proves who said something and that it was logged, not that it is true. Entry and \
            verifier key, which 'log verify' needs too, go to files of their own.

            Example: touchstone log prove ipacc.example/alliance/maison-verel/e1 7 --output 7.tlog-proof \
            --entry-output 7.entry --vkey-output log.vkey
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var purpose: PurposeOption
    @OptionGroup package var log: OriginArgument
    @Argument(help: "Which entry, counted from 0.") var index: UInt64
    @OptionGroup package var format: FormatOption
    @Option(help: "Write the proof to this file.", completion: .file()) var output: String?
    @Option(help: "Write the entry's bytes to this file.", completion: .file())
    var entryOutput: String?
    @Option(help: "Write the log's verifier key to this file.", completion: .file())
    var vkeyOutput: String?

    package init() {}

    package func run() throws {
        let node = try home.open(isMerged: false)
        let served = try ServedTree(log.state(in: node), in: node)
        let entry = try served.entry(index)
        let leaf = MerkleHash.leaf(entry)
        let proof = TLogProof(
            index: index, path: try served.tree.inclusionProof(of: index).path,
            checkpoint: try SignedCheckpoint(parsing: served.checkpoint.note.description))
        // What leaves the house is held to what a stranger will hold it to.
        try proof.verify(leaf: leaf, logKey: served.key)
        try home.recordLook(
            .downloadProof, by: "log prove",
            of: [.log: served.origin.description, .entry: "\(index)"], results: 1,
            for: purpose.stated)
        if let output { try write(Array(proof.description.utf8), to: output) }
        if let entryOutput { try write(entry, to: entryOutput) }
        if let vkeyOutput { try write(Array("\(served.key)\n".utf8), to: vkeyOutput) }
        switch format.format {
        case .json:
            try Output.write(
                json: LogProveOutput(proofs: [
                    .init(
                        origin: served.origin.description, index: index, size: served.size,
                        rootHash: served.checkpoint.root.base64, leafHash: leaf.base64,
                        entry: Base64.encode(entry), vkey: served.key.description,
                        proof: proof.description)
                ]))
        case .table:
            if output == nil {
                Output.write(String(proof.description.dropLast()))
            } else {
                Output.write(
                    "Entry \(index) of \(served.origin) is under the checkpoint of \(served.size) entries; verify with 'touchstone log verify'"
                )
            }
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        try DurableFile.write(bytes, to: path, mode: .open, replacing: true)
    }
}

struct LogProveOutput: VersionedOutput {
    struct Proof: Encodable {
        let origin: String
        let index: UInt64
        let size: UInt64
        let rootHash: String
        let leafHash: String
        /// Base64.
        let entry: String
        let vkey: String
        /// The tlog-proof's text.
        let proof: String
    }
    let version = 1
    let proofs: [Proof]
}
