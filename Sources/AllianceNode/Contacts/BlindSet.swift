package import AllianceNames
import Casework
import Crypto
import Foundation
package import Statements

/// A set of identifiers that is compared with another's so that neither side learns anything of the other's
/// but what is in both: each identifier is a point of P-256 of which nobody knows the logarithm, each side
/// multiplies all points with a secret of its own, and what both have multiplied is equal where the
/// identifiers were (Diffie-Hellman private set intersection; Huberman, Franklin, Hogg 1999).
///
/// Sets are filled up to one size with points of nothing, so that their size tells nothing either.
package struct BlindSet: Sendable {
    private let secret = P256.KeyAgreement.PrivateKey()
    /// In a random order; nil for those of nothing.
    package let identifiers: [Indicator?]
    private let own: [P256.KeyAgreement.PublicKey]

    /// - Parameter identifiers: at most `ContactLimits.setMax`.
    package init(_ identifiers: [Indicator], in alliance: AllianceID) throws {
        precondition(identifiers.count <= ContactLimits.setMax, "a set of at most so many")
        var all = identifiers.map(Optional.some)
        all += [Indicator?](repeating: nil, count: ContactLimits.setMax - identifiers.count)
        all.shuffle()
        self.identifiers = all
        own = try all.map { indicator in
            try Self.point(
                indicator.map { Array("\(alliance)\n".utf8) + $0.keyBytes }
                    ?? (0..<32).map { _ in UInt8.random(in: .min ... .max) })
        }
    }

    /// The own points, each multiplied with the secret.
    package func blinded() throws -> [[UInt8]] { try own.map(multiplied) }

    /// The other side's, in their order, multiplied once more.
    /// - Throws: for what is no point of the curve.
    package func again(_ others: [[UInt8]]) throws -> [[UInt8]] {
        try others.map { try multiplied(Self.point(x: $0)) }
    }

    /// What is in both sets.
    /// - Parameters:
    ///   - again: the own points, as the other side has multiplied them once more.
    ///   - others: the other side's, multiplied by that side.
    package func common(again: [[UInt8]], others: [[UInt8]]) throws -> [Indicator] {
        let theirs = Set(try self.again(others))
        return zip(identifiers, again).compactMap { indicator, point in
            theirs.contains(point) ? indicator : nil
        }
    }

    private func multiplied(_ point: P256.KeyAgreement.PublicKey) throws -> [UInt8] {
        try secret.sharedSecretFromKeyAgreement(with: point).withUnsafeBytes { Array($0) }
    }

    /// Of two points with one x-coordinate it does not matter which: their multiples have one too.
    private static func point(x: [UInt8]) throws -> P256.KeyAgreement.PublicKey {
        try P256.KeyAgreement.PublicKey(compressedRepresentation: [0x02] + x)
    }

    /// The first point of the curve among the hashes of an input and a counter: every other one is.
    private static func point(_ input: [UInt8]) throws -> P256.KeyAgreement.PublicKey {
        for counter in UInt8.min..<UInt8.max {
            let hash = SHA256.hash(data: Array("touchstone contact v1\n".utf8) + [counter] + input)
            if let point = try? point(x: Array(hash)) { return point }
        }
        preconditionFailure("254 coins that all fell on one side")
    }
}
