/// What kinds of devices there are in a home: the words of `device-clues.tsv`, and a choice for the owner.
public enum DeviceType: String, Sendable, Hashable, CaseIterable {
    case accessPoint = "access_point"
    case airConditioner = "air_conditioner"
    case airPurifier = "air_purifier"
    case alarmSystem = "alarm_system"
    case avReceiver = "av_receiver"
    case babyMonitor = "baby_monitor"
    case camera
    case car
    case coffeeMachine = "coffee_machine"
    case computer
    case console
    case cooker
    case dishwasher
    case doorbell
    case dryer
    case eReader = "e_reader"
    case energyMeter = "energy_meter"
    case fridge
    case gardenRobot = "garden_robot"
    case headset
    case heating
    case hub
    case irrigation
    case laptop
    case light
    case lightBridge = "light_bridge"
    case lock
    case mediaPlayer = "media_player"
    case nas
    case networkSwitch = "network_switch"
    case oven
    case petDevice = "pet_device"
    case phone
    case printer
    case projector
    case radio
    case router
    case scale
    case sensor
    case setTopBox = "set_top_box"
    case shutter
    case singleBoardComputer = "single_board_computer"
    case smartPlug = "smart_plug"
    case solarInverter = "solar_inverter"
    case speaker
    case tablet
    case thermostat
    case toy
    case tv
    case vacuum
    case voipPhone = "voip_phone"
    case wallbox
    case washingMachine = "washing_machine"
    case watch
    case weatherStation = "weather_station"

    /// The kind that this is a kind of: said when the clues agree on it and on no more.
    public var broader: DeviceType? {
        switch self {
        case .laptop, .singleBoardComputer: .computer
        case .doorbell, .babyMonitor: .camera
        case .lightBridge: .hub
        default: nil
        }
    }
}
