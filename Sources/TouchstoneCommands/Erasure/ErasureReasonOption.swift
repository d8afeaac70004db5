package import ArgumentParser
import Replication

/// `--reason NAME`: why something is erased.
package struct ErasureReasonOption: ParsableArguments {
    @Option(
        name: .customLong("reason"),
        help: "request (of the person), authors-error, retention-limit or legal-order.")
    package var name: String

    package init() {}

    package func validate() throws { _ = try reason() }

    func reason() throws -> ErasureCertificate.Reason {
        guard let reason = ErasureCertificate.Reason(rawValue: name) else {
            throw ValidationError(
                "--reason is one of "
                    + ErasureCertificate.Reason.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return reason
    }
}
