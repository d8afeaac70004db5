import AllianceNames
package import Replication
package import TransparencyLog

/// One file that proves itself: what members said of an identifier, each statement as the very bytes that
/// its author logged, with all that it takes to tell, from the authority's key alone, who said it and since
/// when. Well formed, and no more than that, before `judged(trusting:)`.
///
/// It is an archive that every `tar` opens (`TapeArchive`), with its files in this order:
///
///     manifest.note                       what it is about, who made it, the digest of each file; signed
///     register/<n>.note                   the member register, the oldest version first
///     logs/<n>.history                    that checkpoints of one log are of one history
///     forks/<n>.fork-proof                that a member signed conflicting records
///     erasures/<n>.note                   why a payload is missing
///     statements/<n>/entry                the bytes that the log hashes
///     statements/<n>/payload              salt and payload, of which the entry has the digest
///     statements/<n>/proof.tlog-proof     c2sp.org/tlog-proof: inclusion, signed and cosigned checkpoint
///
/// Source: docs/evidence.md.
package struct EvidenceBundle: Hashable, Sendable {
    package static let fileExtension = "evidence.tar"
    package static let bytesMax = 64 * 1024 * 1024
    package static let statementsMax = 1_024
    package static let registersMax = 512
    /// Of each of histories, fork proofs and erasures.
    package static let companionsMax = 1_024
    static let filesMax = 1 + registersMax + 3 * companionsMax + 3 * statementsMax
    package static let manifestPath = "manifest.note"

    /// What is in a bundle beside its manifest.
    package struct Contents: Hashable, Sendable {
        /// The oldest first.
        package var registers: [SignedNote]
        /// By log.
        package var histories: [LogHistory]
        /// By log.
        package var forks: [ForkProof]
        /// By the digest of their texts.
        package var erasures: [SignedErasure]
        /// By log and index.
        package var statements: [BundledStatement]

        package init(
            registers: [SignedNote], histories: [LogHistory] = [], forks: [ForkProof] = [],
            erasures: [SignedErasure] = [], statements: [BundledStatement]
        ) {
            self.registers = registers
            self.histories = histories
            self.forks = forks
            self.erasures = erasures
            self.statements = statements
        }
    }

    package let manifest: BundleManifest
    /// The manifest with its maker's signature.
    package let note: SignedNote
    package let contents: Contents

    /// Signs contents.
    /// - Parameters:
    ///   - signer: with the answer key of the member that makes it.
    ///   - bytesMax: that it may have, where that is less than whoever reads it allows.
    /// - Throws: `tooMany`, `tooLarge`, `manifest`.
    package init(
        _ contents: Contents,
        about manifest: (_ files: [TapeArchive.File]) throws -> BundleManifest,
        signedBy signer: NoteSigner, bytesMax: Int = Self.bytesMax
    ) throws {
        try contents.checkCounts()
        self.manifest = try manifest(contents.files)
        do {
            let text = self.manifest.text
            note = try SignedNote(text: text, signatures: [signer.sign(text: text)])
        } catch {
            throw EvidenceError.manifest("\(error)")
        }
        self.contents = contents
        let bytesMax = min(bytesMax, Self.bytesMax)
        guard bytes.count <= bytesMax else { throw EvidenceError.tooLarge(bytesMax: bytesMax) }
    }

    package var bytes: [UInt8] {
        TapeArchive.bytes(
            of: [.init(path: Self.manifestPath, bytes: note.bytes)] + contents.files)
    }

    /// Reads what `bytes` writes, and nothing else. Digests and signatures are not looked at.
    /// - Throws: `EvidenceError`, naming what is wrong where.
    package init(parsing bytes: [UInt8]) throws(EvidenceError) {
        guard bytes.count <= Self.bytesMax else { throw .tooLarge(bytesMax: Self.bytesMax) }
        let files = try TapeArchive.files(in: bytes, filesMax: Self.filesMax)
        guard let first = files.first, first.path == Self.manifestPath else {
            throw .file(files.first?.path ?? "the end", expected: "'\(Self.manifestPath)'")
        }
        do {
            note = try SignedNote(parsing: first.bytes)
        } catch {
            throw .fileContent(first.path, "\(error)")
        }
        guard note.signatures.count == 1 else {
            throw .fileContent(first.path, "it has one signature, its maker's")
        }
        manifest = try BundleManifest(parsing: note.text)
        contents = try Contents(files.dropFirst())
        guard self.bytes == bytes else { throw .otherSpelling }
    }

    /// Whether bytes are meant to be a bundle.
    package static func isMeant(by bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array(manifestPath.utf8) + [0])
    }
}

extension EvidenceBundle.Contents {
    /// In the order of the archive.
    package var files: [TapeArchive.File] {
        var files: [TapeArchive.File] = []
        func append(_ path: String, _ bytes: some Collection<UInt8>) {
            files.append(.init(path: path, bytes: Array(bytes)))
        }
        for (place, note) in registers.enumerated() {
            append("register/\(place + 1).note", note.bytes)
        }
        for (place, history) in histories.enumerated() {
            append("logs/\(place + 1).history", history.description.utf8)
        }
        for (place, proof) in forks.enumerated() {
            append("forks/\(place + 1).fork-proof", proof.description.utf8)
        }
        for (place, erasure) in erasures.enumerated() {
            append("erasures/\(place + 1).note", erasure.note.bytes)
        }
        for (place, statement) in statements.enumerated() {
            let folder = "statements/\(place + 1)"
            append("\(folder)/entry", statement.entry)
            if let payload = statement.saltAndPayload { append("\(folder)/payload", payload) }
            append("\(folder)/proof.tlog-proof", statement.proof.description.utf8)
        }
        return files
    }

    func checkCounts() throws(EvidenceError) {
        for (things, count, max) in [
            ("versions of the member register", registers.count, EvidenceBundle.registersMax),
            ("logs", histories.count, EvidenceBundle.companionsMax),
            ("fork proofs", forks.count, EvidenceBundle.companionsMax),
            ("erasures", erasures.count, EvidenceBundle.companionsMax),
            ("statements", statements.count, EvidenceBundle.statementsMax),
        ] where count > max {
            throw .tooMany(things, max: max)
        }
    }

    fileprivate init(_ files: ArraySlice<TapeArchive.File>) throws(EvidenceError) {
        var reader = BundleFiles(files)
        registers = try reader.group("register", ".note") { try SignedNote(parsing: $0) }
        histories = try reader.group("logs", ".history") { try LogHistory(parsing: $0) }
        forks = try reader.group("forks", ".fork-proof") { try ForkProof(parsing: $0) }
        erasures = try reader.group("erasures", ".note") { try SignedErasure(parsing: $0) }
        statements = []
        while !reader.isAtEnd {
            let folder = "statements/\(statements.count + 1)"
            let entry = try reader.take("\(folder)/entry")
            let payload = reader.takeIfThere("\(folder)/payload")
            let path = "\(folder)/proof.tlog-proof"
            let text = try reader.take(path)
            let proof: TLogProof
            do {
                proof = try TLogProof(parsing: text)
            } catch {
                throw .fileContent(path, "\(error)")
            }
            statements.append(
                try BundledStatement(
                    entry: entry, saltAndPayload: payload, proof: proof, path: folder))
        }
        try checkCounts()
        try checkOrder()
    }

    /// Each thing once, in the one order.
    private func checkOrder() throws(EvidenceError) {
        func ascends<Key: Comparable>(_ keys: [Key]) -> Bool {
            zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 }
        }
        guard zip(statements, statements.dropFirst()).allSatisfy({ $0.precedes($1) }) else {
            throw .file("statements", expected: "each statement once, by log and place")
        }
        guard ascends(histories.map(\.origin)), ascends(forks.map(\.origin)) else {
            throw .file("logs", expected: "each log once, by name")
        }
        guard ascends(erasures.map(\.certificate.id)) else {
            throw .file("erasures", expected: "each certificate once, by digest")
        }
    }
}

/// The files of an archive, taken one behind the other.
private struct BundleFiles {
    private var files: ArraySlice<TapeArchive.File>

    init(_ files: ArraySlice<TapeArchive.File>) { self.files = files }

    var isAtEnd: Bool { files.isEmpty }

    mutating func takeIfThere(_ path: String) -> [UInt8]? {
        guard files.first?.path == path else { return nil }
        return files.removeFirst().bytes
    }

    mutating func take(_ path: String) throws(EvidenceError) -> [UInt8] {
        guard let bytes = takeIfThere(path) else {
            throw .file(files.first?.path ?? "the end", expected: "'\(path)'")
        }
        return bytes
    }

    /// `<folder>/1<ending>`, `<folder>/2<ending>` and so on.
    mutating func group<Value>(
        _ folder: String, _ ending: String, _ parse: ([UInt8]) throws -> Value
    ) throws(EvidenceError) -> [Value] {
        var values: [Value] = []
        while true {
            let path = "\(folder)/\(values.count + 1)\(ending)"
            guard let bytes = takeIfThere(path) else { return values }
            do {
                values.append(try parse(bytes))
            } catch {
                throw .fileContent(path, "\(error)")
            }
        }
    }
}
