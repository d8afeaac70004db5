package import ArgumentParser
import Credentials
import TransparencyLog

package struct LogVerify: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a proof from files alone: no folder, no network.",
        discussion: """
            Leaves with 0 when the proof holds, with 1 when it does not, and with 2 when a file \
            cannot be read as what it should be.

            Example: touchstone log verify 7.tlog-proof --entry 7.entry --vkey log.vkey
            """)

    @Argument(help: "A tlog-proof, as 'log prove' makes it.", completion: .file())
    var proof: String
    @Option(help: "The file with the entry's bytes.", completion: .file()) var entry: String
    @Option(
        name: .customLong("vkey"),
        help: "The log's verifier key, from a source you trust: the key itself, or a file of it.",
        completion: .file())
    var key: String
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() throws {
        let key = try verifierKey()
        let bytes = try DurableFile.read(proof, bytesMax: TLogProof.bytesMax)
        let parsed: TLogProof
        do {
            parsed = try TLogProof(parsing: bytes)
        } catch {
            throw CommandError("\(proof) is no tlog-proof: \(error)")
        }
        let entry = try DurableFile.read(entry, bytesMax: EntryBundle.entryBytesMax)
        let refusal: TransparencyLogError?
        do {
            try parsed.verify(leaf: MerkleHash.leaf(entry), logKey: key)
            refusal = nil
        } catch {
            refusal = error
        }
        let claimed = parsed.checkpoint.checkpoint
        let output = LogVerifyOutput(proofs: [
            .init(
                origin: claimed.origin, index: parsed.index, size: claimed.size,
                rootHash: claimed.root.base64, holds: refusal == nil,
                reason: refusal?.description, keyword: refusal?.keyword)
        ])
        switch format.format {
        case .json: try Output.write(json: output)
        case .table:
            if let refusal {
                Output.write("The proof does not hold: \(Table.visible(refusal.description))")
            } else {
                Output.write(
                    "The proof holds: the entry is number \(parsed.index) of \(claimed.size) in log \(Table.visible(claimed.origin)), signed by its key"
                )
            }
        }
        if refusal != nil { throw CommandExit.negative }
    }

    private func verifierKey() throws -> VerifierKey {
        if let key = try? VerifierKey(parsing: key) { return key }
        guard DurableFile.exists(key) else {
            throw CommandError(
                "--vkey is neither a verifier key (<name>+<8 hex digits>+<base64>) nor a file: '\(key.prefix(300))'"
            )
        }
        let text = try DurableFile.text(key, bytesMax: Self.keyFileBytesMax)
        let line = text.split(whereSeparator: \.isNewline).first { !$0.hasPrefix("#") }
        do {
            return try VerifierKey(parsing: line.map(String.init) ?? "")
        } catch {
            throw CommandError("\(key) holds no verifier key: \(error)")
        }
    }

    private static let keyFileBytesMax = 64 * 1024
}

struct LogVerifyOutput: VersionedOutput {
    struct Proof: Encodable {
        let origin: String
        let index: UInt64
        let size: UInt64
        let rootHash: String
        let holds: Bool
        /// Why it does not.
        let reason: String?
        let keyword: String?
    }
    let version = 1
    let proofs: [Proof]
}
