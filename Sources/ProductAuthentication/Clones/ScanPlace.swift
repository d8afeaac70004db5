/// Where something was scanned: a country, and the position if it was given.
package struct ScanPlace: Hashable, Sendable, CustomStringConvertible {
    package let country: Country
    package let position: Position?

    /// Degrees north and east.
    package struct Position: Hashable, Sendable {
        package let latitude: Double
        package let longitude: Double

        /// - Returns: nil unless -90...90 and -180...180.
        package init?(latitude: Double, longitude: Double) {
            guard (-90...90).contains(latitude), (-180...180).contains(longitude) else {
                return nil
            }
            // Minus zero is the same place and would be another value to a store.
            self.latitude = latitude == 0 ? 0 : latitude
            self.longitude = longitude == 0 ? 0 : longitude
        }
    }

    package init(country: Country, position: Position? = nil) {
        self.country = country
        self.position = position
    }

    /// For people: the country only, since a position says where somebody lives.
    package var description: String { country.code }
}
