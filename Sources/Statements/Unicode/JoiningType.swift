/// Joining types of UAX #44, in the order of the table.
enum JoiningType: UInt8 {
    case left, right, dual, transparent
}
