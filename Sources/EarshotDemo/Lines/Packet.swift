package import EarshotModel

/// One packet the router logged, as far as a line shows it.
package struct Packet: Sendable {
    /// Which way it went, and with that what the firewall did.
    package enum Path: UInt8, Sendable {
        /// From the internet to the router, dropped.
        case dropped
        /// From the internet to a port that is open.
        case admitted
        /// From the home network to the internet.
        case outbound
        /// From the guest network to the internet.
        case guestOutbound
        /// From the home network to the router, or to everybody in it.
        case toRouter
        /// From the guest network to a device of the home.
        case guestToHome
    }

    package enum Transport: UInt8, Sendable {
        case tcp, udp
        /// An echo request.
        case ping
    }

    /// Seconds since 1970, UTC.
    package var seconds: Int64
    package var path: Path
    package var transport: Transport
    package var source: IPAddress
    package var destination: IPAddress
    package var sourcePort: UInt16
    package var destinationPort: UInt16
    /// Bytes of the IP packet.
    package var length: UInt16
    package var timeToLive: UInt8
    /// Of the neighbour that handed it over: the device, or the provider's gateway.
    package var sourceMAC: MACAddress

    package init(
        seconds: Int64, path: Path, transport: Transport, source: IPAddress, destination: IPAddress,
        sourcePort: UInt16, destinationPort: UInt16, length: UInt16, timeToLive: UInt8, sourceMAC: MACAddress
    ) {
        self.seconds = seconds
        self.path = path
        self.transport = transport
        self.source = source
        self.destination = destination
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
        self.length = length
        self.timeToLive = timeToLive
        self.sourceMAC = sourceMAC
    }
}
