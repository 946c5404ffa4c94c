/** The few icons of the page, drawn with the text's own colour. */

import type { ComponentChildren, JSX } from "preact";
import type { Theme } from "../app-state/theme";

function Icon({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <svg class="svg-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export function LogoIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M2.5 12.5h11M4 12.5V9.5h3v3M7 9.5V5h3v7.5M10 8h2.5v4.5" />
      <circle class="line accent" cx="8.5" cy="5.5" r="4" />
    </Icon>
  );
}

export function ShieldIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M8 1.75 13 3.5v4c0 3.2-2 5.6-5 6.75C5 13.100 3 10.700 3 7.500v-4Z" />
      <path class="line" d="m5.750 8 1.600 1.600 3-3.200" />
    </Icon>
  );
}

export function HelpIcon(): JSX.Element {
  return (
    <Icon>
      <circle class="line" cx="8" cy="8" r="6.250" />
      <path class="line" d="M6.200 6.300a1.850 1.850 0 1 1 2.700 1.650c-.600.350-.9.700-.9 1.350" />
      <circle class="fill" cx="8" cy="11.400" r=".85" />
    </Icon>
  );
}

export function CloseIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="m4 4 8 8M12 4l-8 8" />
    </Icon>
  );
}

export function SearchIcon(): JSX.Element {
  return (
    <Icon>
      <circle class="line" cx="7" cy="7" r="4.250" />
      <path class="line" d="m10.250 10.250 3.500 3.500" />
    </Icon>
  );
}

export function ColumnsIcon(): JSX.Element {
  return (
    <Icon>
      <rect class="line" x="2.500" y="3" width="11" height="10" rx="1.500" />
      <path class="line" d="M6.200 3v10M9.800 3v10" />
    </Icon>
  );
}

export function MoreIcon(): JSX.Element {
  return (
    <Icon>
      <circle class="fill" cx="3.500" cy="8" r="1.200" />
      <circle class="fill" cx="8" cy="8" r="1.200" />
      <circle class="fill" cx="12.500" cy="8" r="1.200" />
    </Icon>
  );
}

export function FlameIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M2.500 3h11v3h-11zM2.500 6h7v3.500h-7zM2.500 9.500h3.500v3.500h-3.500z" />
    </Icon>
  );
}

export function BookIcon(): JSX.Element {
  return (
    <Icon>
      <path
        class="line"
        d="M8 4.200C6.500 3.100 4.500 2.900 2.500 3v9.500c2-.1 4 .1 5.500 1.200 1.500-1.100 3.500-1.300 5.500-1.200V3c-2-.1-4 .1-5.500 1.200Zm0 0v9.500"
      />
    </Icon>
  );
}

export function OverviewIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M8 2.500 14 13H2Z" />
      <path class="line" d="M8 6.500v3.200" />
      <circle class="fill" cx="8" cy="11.300" r=".8" />
    </Icon>
  );
}

export function SummaryIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M2.500 4h11M2.500 8h8M2.500 12h5" />
    </Icon>
  );
}

export function ComparisonIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M2.500 5.500h9M8.500 2.500l3 3-3 3M13.500 10.500h-9M7.500 7.500l-3 3 3 3" />
    </Icon>
  );
}

export function ContainmentIcon(): JSX.Element {
  return (
    <Icon>
      <path
        class="line"
        d="M2.500 3.500h5M4.500 3.500V12.500H7M4.500 8H7M8.500 6.500h5v3h-5zM8.500 11h5v3h-5z"
      />
    </Icon>
  );
}

export function DominatorsIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M2.500 2.500h11v11h-11zM8.500 2.500v11M8.500 8h5M11 8v5.500" />
    </Icon>
  );
}

export function StatisticsIcon(): JSX.Element {
  return (
    <Icon>
      <circle class="line" cx="8" cy="8" r="5.500" />
      <path class="line" d="M8 2.500V6M8 10a2 2 0 1 1 0-4 2 2 0 0 1 0 4ZM9.600 9.200l2.800 2" />
    </Icon>
  );
}

export function LogIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M2.500 2.500v11h11M4.500 10.500l2.500-3 2 1.500 4-5" />
    </Icon>
  );
}

/** A tree of which a branch has come off. */
export function DetachedIcon(): JSX.Element {
  return (
    <Icon>
      <path
        class="line"
        d="M2.500 3.500h4v3h-4zM4.500 6.500v6h3M10 9.500l3.500 3.500M13.500 9.500 10 13M9.500 3.500h4"
      />
    </Icon>
  );
}

export function StringsIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M3 4.500v2.500M6 4.500v2.500M10 4.500v2.500M13 4.500v2.500M3 11.500h10" />
    </Icon>
  );
}

export function ClosuresIcon(): JSX.Element {
  return (
    <Icon>
      <path
        class="line"
        d="M5 2.500c-1.500 0-1.500 1-1.500 2.500S3.500 8 2 8c1.500 0 1.500 1.500 1.500 3s0 2.500 1.500 2.500M11 2.500c1.500 0 1.500 1 1.500 2.500s0 3 1.500 3c-1.500 0-1.500 1.500-1.500 3s0 2.500-1.500 2.500M6.500 8h3"
      />
    </Icon>
  );
}

export function TimelineIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M2.500 13.500h11M4 13V9M7 13V5M10 13V7.500M13 13V3" />
    </Icon>
  );
}

export function ThemeIcon({ theme }: { theme: Theme }): JSX.Element {
  if (theme === "light") {
    return (
      <Icon>
        <circle class="line" cx="8" cy="8" r="3" />
        <path
          class="line"
          d="M8 1.500v1.750M8 12.750v1.750M1.500 8h1.750M12.750 8h1.750M3.400 3.400l1.250 1.250M11.350 11.350l1.250 1.250M12.600 3.400l-1.250 1.250M4.650 11.350 3.400 12.600"
        />
      </Icon>
    );
  }
  if (theme === "dark") {
    return (
      <Icon>
        <path class="line" d="M13.250 9.600A5.750 5.750 0 0 1 6.400 2.750a5.750 5.750 0 1 0 6.850 6.850Z" />
      </Icon>
    );
  }
  return (
    <Icon>
      <circle class="line" cx="8" cy="8" r="5.750" />
      <path class="fill" d="M8 2.250a5.750 5.750 0 0 1 0 11.500Z" />
    </Icon>
  );
}

export function GraphIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M5.250 7.100 10.300 4.400M5.250 8.900l5.050 2.700" />
      <circle class="line" cx="3.500" cy="8" r="1.900" />
      <circle class="line" cx="12.200" cy="3.500" r="1.900" />
      <circle class="line" cx="12.200" cy="12.500" r="1.900" />
    </Icon>
  );
}

export function ConsoleIcon(): JSX.Element {
  return (
    <Icon>
      <rect class="line" x="1.750" y="2.750" width="12.500" height="10.500" rx="1.500" />
      <path class="line" d="m4.500 6 2.250 2-2.250 2M8.500 10.250h3" />
    </Icon>
  );
}

export function SetIcon(): JSX.Element {
  return (
    <Icon>
      <path class="line" d="M4 2.250h8v11.500l-4-3-4 3Z" />
    </Icon>
  );
}
