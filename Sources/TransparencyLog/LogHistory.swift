/// That checkpoints of one log are of one history: a consistency proof from each to the next, for
/// somebody who has the checkpoints and no network.
///
///     touchstone/log-history/v1
///     <origin>
///     <from> <to>
///     <hash>
///     ...
///     <empty line>
///
/// The last three repeat for each step, which goes on where the one before ended. Nothing is signed:
/// what is at the two ends is (docs/evidence.md).
package struct LogHistory: Hashable, Sendable {
    package static let bytesMax = 8 * 1024 * 1024
    package static let stepsMax = 2_048
    private static let header = "touchstone/log-history/v1"

    package let origin: String
    /// At least one; each begins at the size at which the one before it ends.
    package let steps: [ConsistencyProof]

    /// - Precondition: at least one step and at most `stepsMax`, ascending and joined.
    package init(origin: String, steps: [ConsistencyProof]) {
        precondition(
            (1...Self.stepsMax).contains(steps.count) && Self.isJoined(steps),
            "the steps of a history are joined")
        self.origin = origin
        self.steps = steps
    }

    private static func isJoined(_ steps: [ConsistencyProof]) -> Bool {
        steps.allSatisfy { $0.from < $0.to }
            && zip(steps, steps.dropFirst()).allSatisfy { $0.to == $1.from }
    }

    /// - Throws: `proofText`, naming the line.
    package init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.bytesMax else {
            throw .proofText(line: 1, expected: "at most \(Self.bytesMax) bytes")
        }
        var lines = ProofLines(bytes)
        guard let header = lines.next(), header.elementsEqual(Self.header.utf8) else {
            throw .proofText(line: 1, expected: "'\(Self.header)'")
        }
        guard let line = lines.next(), !line.isEmpty, line.allSatisfy({ $0 >= 0x20 }),
            let origin = String(validating: line, as: UTF8.self)
        else { throw lines.fault("the log's origin") }
        var steps: [ConsistencyProof] = []
        while !lines.rest.isEmpty {
            let sizes = lines.next()?.split(
                separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard let sizes, sizes.count == 2, let from = Decimal.decode(sizes[0]),
                let to = Decimal.decode(sizes[1]), from < to, to <= treeSizeMax,
                steps.last.map({ $0.to == from }) ?? true, steps.count < Self.stepsMax
            else { throw lines.fault("two ascending sizes, from where the last step ended") }
            steps.append(
                ConsistencyProof(from: from, to: to, path: try lines.hashesUpToEmptyLine()))
        }
        guard !steps.isEmpty else { throw lines.fault("at least one step") }
        self.origin = origin
        self.steps = steps
    }

    /// Whether the roots that are known at the ends of the steps are of one history.
    ///
    /// - Parameter roots: by size; those of all ends.
    /// - Throws: `sizes` where there is a root that no step ends at, or the other way round; what
    ///   `ConsistencyProof.verify` throws.
    package func verify(roots: [TreeSize: Digest]) throws(TransparencyLogError) {
        let sizes = roots.keys.sorted()
        for (place, step) in steps.enumerated() {
            guard place + 1 < sizes.count, sizes[place] == step.from, sizes[place + 1] == step.to,
                let from = roots[step.from], let to = roots[step.to]
            else { throw .sizes(from: step.from, to: step.to) }
            try step.verify(fromRoot: from, toRoot: to)
        }
        guard sizes.count == steps.count + 1 else {
            throw .sizes(from: steps[steps.count - 1].to, to: sizes.last ?? 0)
        }
    }
}

extension LogHistory: CustomStringConvertible {
    /// The file's text.
    package var description: String {
        var text = "\(Self.header)\n\(origin)\n"
        for step in steps {
            text += "\(step.from) \(step.to)\n"
            for hash in step.path { text += "\(hash)\n" }
            text += "\n"
        }
        return text
    }
}
