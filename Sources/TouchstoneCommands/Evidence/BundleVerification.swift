import Evidence
import Roster
import TransparencyLog

/// Says of an evidence bundle, check by check, what holds and what does not.
struct BundleVerification {
    let keys: AuthorityKeys
    let captures: [String]
    let format: OutputFormat

    func run(_ bundle: EvidenceBundle) throws {
        let judgement = bundle.judged(trusting: keys)
        let output = BundleOutput(
            bundle, judgement, captures: try captures.map { try compared($0, with: bundle) })
        switch format {
        case .json: try Output.write(json: output)
        case .table: for bundle in output.bundles { write(bundle) }
        }
        guard output.bundles.allSatisfy(\.holds) else { throw CommandExit.negative }
    }

    private func compared(
        _ path: String, with bundle: EvidenceBundle
    ) throws -> BundleOutput.CaptureFile {
        let (digest, byteCount) = try CaptureFiles.digest(of: path)
        let found = bundle.manifest.captures.first {
            $0.digest == digest && $0.byteCount == byteCount
        }
        return BundleOutput.CaptureFile(
            file: path, holds: found != nil, sha256: digest.hex, name: found?.name, by: found?.by,
            at: found?.at.description)
    }

    private func write(_ bundle: BundleOutput.Bundle) {
        let about =
            bundle.identifier.map { " about \(bundle.kind ?? "") \(Table.visible($0))" } ?? ""
        Output.write(
            bundle.checks.allSatisfy(\.holds)
                ? "The evidence\(about) holds." : "The evidence\(about) does not hold.")
        Output.write(
            "Made on \(bundle.madeAt) by \(Table.visible(bundle.person)) of \(bundle.maker), for: \(Table.visible(bundle.purpose))."
        )
        for sentence in bundle.part?.sentences ?? [] { Output.write(sentence) }
        for check in bundle.checks { write(check) }
        if let version = bundle.registerVersion {
            Output.write(
                "All of it by version \(version) of the member register, the newest one in the bundle."
            )
        }
        if bundle.isRegisterExpired == true {
            Output.write(
                "Note: the member register had run out when this was made; a newer one may say otherwise."
            )
        }
        if !bundle.statements.isEmpty {
            var table = Table([
                "number", "member", "kind", "says", "said at", "confirmed since", "stands",
            ])
            for said in bundle.statements {
                table.append([
                    "\(said.number)", said.name, said.kind, said.says, said.saidAt ?? "not known",
                    said.confirmedSince ?? "awaiting confirmation", said.stands,
                ])
            }
            Output.write("\n" + table.text)
            Output.write(
                "\nThis proves who said what, and since when; not that it is true, nor that nobody said more."
            )
        }
        for capture in bundle.captures { write(capture) }
    }

    private func write(_ check: BundleOutput.Check) {
        if check.holds {
            Output.write("  yes  \(check.sentence)")
        } else if check.failures.isEmpty {
            Output.write(
                "  ?    \(check.check): could not be checked, because of what failed before")
        }
        for failure in check.failures {
            Output.write("  NO   \(check.check): \(Table.visible(failure))")
        }
    }

    private func write(_ capture: BundleOutput.CaptureFile) {
        guard capture.holds else {
            return Output.write(
                "\(Table.visible(capture.file)) is none of the captures that the bundle names (SHA-256 \(capture.sha256))."
            )
        }
        Output.write(
            "\(Table.visible(capture.file)) is the capture '\(Table.visible(capture.name ?? ""))', by \(Table.visible(capture.by ?? "")), \(capture.at ?? "")."
        )
    }
}
