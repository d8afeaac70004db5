import Logging

/// Reads what figures are made of, each kind apart: what cannot be read costs only the figures of its kind,
/// because an alarm is most needed where something is broken.
struct FigureReading {
    let logger: Logger

    /// - Parameter kind: a stable word for what is read.
    /// - Returns: nil where it cannot be read; why is in the log.
    func of<Value>(_ kind: String, _ read: () throws -> Value) -> Value? {
        do {
            return try read()
        } catch {
            logger.error(
                "figures of the node cannot be read",
                metadata: ["kind": "\(kind)", "error": "\(error)"])
            return nil
        }
    }
}
